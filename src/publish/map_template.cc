#include "publish/map_template.h"

namespace passage::publish {

const char* const kMapPageHead = R"html(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>)html";

const char* const kMapPageBody = R"html(</title>
<style>
:root{--ink:#1c2430;--soft:#5b6675;--line:#d5dae1;--paper:#fff;--red:#a3182b}
*{box-sizing:border-box}
body{margin:0;font:15px/1.4 system-ui,"DejaVu Sans",sans-serif;color:var(--ink);background:#f2f4f7;display:flex;flex-direction:column;height:100vh}
header{background:var(--paper);border-bottom:1px solid var(--line);padding:10px 18px 8px;display:grid;grid-template-columns:1fr auto;gap:2px 24px}
h1{font-size:21px;margin:0}
header p{margin:0}.soft{color:var(--soft)}
.mark{justify-self:end;color:#fff;background:var(--red);font-weight:700;letter-spacing:.08em;padding:2px 10px;border-radius:3px;align-self:start}
.right{justify-self:end;text-align:right}
#figures{grid-column:1/-1;font-size:16px;margin-top:4px}#figures b{font-size:19px}
#proof{grid-column:1/-1}
.warn{color:var(--red);font-weight:600}
main{flex:1;min-height:0;display:grid;grid-template-columns:minmax(0,1fr) 470px;gap:10px;padding:10px}
section{background:var(--paper);border:1px solid var(--line);border-radius:4px;min-height:0;display:flex;flex-direction:column}
#stage{position:relative;flex:1;min-height:0}
canvas{position:absolute;inset:0;width:100%;height:100%;cursor:grab;outline-offset:-3px}
#zoom{position:absolute;top:10px;left:10px;display:grid;gap:4px}
button{font:inherit;background:#fff;border:1px solid #aab3bf;border-radius:3px;cursor:pointer;padding:2px 9px}
button:focus-visible,canvas:focus-visible,tr:focus-visible,input:focus-visible{outline:3px solid #1b6ac9}
#legend{position:absolute;right:10px;top:10px;background:#fffffff2;border:1px solid var(--line);border-radius:4px;padding:6px 10px;font-size:12.5px;max-width:300px}
#legend div{display:flex;gap:8px;align-items:center;margin:2px 0}#legend svg{flex:none}
#details{position:absolute;left:10px;bottom:44px;background:#fffffff7;border:1px solid #8894a4;border-radius:4px;padding:8px 12px;max-width:340px;display:none;font-size:13.5px}
#details h2{font-size:15px;margin:0 24px 4px 0}#details dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:1px 10px}#details dt{color:var(--soft)}#details dd{margin:0}
#details button{position:absolute;right:6px;top:5px;padding:0 7px}
#time{display:flex;gap:12px;align-items:center;padding:8px 14px;border-top:1px solid var(--line);flex-wrap:wrap}
#time input{flex:1;min-width:160px}#when{font-weight:600;min-width:13em}#sofar{min-width:11em;text-align:right}
nav{display:flex;border-bottom:1px solid var(--line)}nav button{flex:1;border:0;border-radius:0;background:none;padding:8px 4px}nav button[aria-selected=true]{border-bottom:3px solid #31688e;font-weight:600}
#tables{overflow:auto;flex:1}
table{border-collapse:collapse;width:100%;font-size:13px;font-variant-numeric:tabular-nums}
caption{text-align:left;padding:6px 10px;color:var(--soft)}
th{position:sticky;top:0;background:#eef1f5;text-align:left;padding:0}th button{border:0;background:none;width:100%;text-align:inherit;padding:5px 8px;font-weight:600;font-size:12.5px}
td{padding:4px 8px;border-top:1px solid #e8ebef;vertical-align:top}.num{text-align:right}
tbody tr{cursor:pointer}tbody tr:hover{background:#f0f6fc}tbody tr.chosen{background:#dcebfa}
footer{font-size:12px;color:var(--soft);padding:0 18px 8px}
@media(max-width:1000px){body{height:auto}main{grid-template-columns:1fr}#stage{min-height:60vh}#tables{max-height:60vh}}
@media print{@page{size:A4 landscape;margin:10mm}body{height:auto;background:#fff;font-size:11px}main{display:block;padding:0}section{border:0;break-inside:avoid;margin-bottom:8px}#stage{height:135mm;flex:none}#zoom,nav,#details button{display:none}#tables{overflow:visible}tbody tr.over{display:none}}
</style></head><body>
<header><h1 id="title"></h1><span class="mark" id="mark">RESTRICTED</span>
<p class="soft" id="span"></p><p class="right" id="round"></p>
<p id="figures"></p><p class="soft" id="proof"></p></header>
<main><section><div id="stage"><canvas id="map" tabindex="0" role="img" aria-label="Map of the plan; the tables give the same facts. Arrow keys move, plus and minus zoom, 0 shows all."></canvas>
<div id="zoom"><button data-zoom="1.6" aria-label="zoom in">+</button><button data-zoom="0.625" aria-label="zoom out">&#8722;</button><button data-zoom="0" aria-label="show all">all</button></div>
<div id="legend"></div><div id="details" role="status"></div></div>
<div id="time"><label for="hour">Hour</label><input id="hour" type="range" min="0" value="0" step="1"><span id="when"></span><span id="sofar"></span></div></section>
<section><nav role="tablist" id="tabs"></nav><div id="tables"></div></section></main>
<footer><span id="sources"></span> <b>A plan is not a guarantee of safety.</b> <span id="made"></span></footer>
<noscript><p>This page draws its map and tables with JavaScript, from the data inside this file.</p></noscript>
<script type="application/json" id="data">)html";

const char* const kMapPageProgram = R"html(</script>
<script>
"use strict";
addEventListener("error",e=>{document.documentElement.dataset.error=e.message});
const D=JSON.parse(document.getElementById("data").textContent),$=id=>document.getElementById(id);
const num=n=>n==null?"unlimited":String(n).replace(/\B(?=(\d{3})+$)/g,",");
const VIRIDIS=[[68,1,84],[72,40,120],[62,74,137],[49,104,142],[38,130,142],[31,158,137],[53,183,121],[110,206,88],[181,222,43],[238,215,30]];
function viridis(x){x=Math.max(0,Math.min(1,x))*(VIRIDIS.length-1);const i=Math.min(VIRIDIS.length-2,Math.floor(x)),f=x-i;
 return "rgb("+VIRIDIS[i].map((c,k)=>Math.round(c+(VIRIDIS[i+1][k]-c)*f)).join(",")+")"}
const H=D.hours.length,hourColour=h=>viridis(H<2?0:h/(H-1));
// Thirds of the time: colour is never the only sign.
const DASH=[[],[14,5],[4,5]],dashOf=h=>DASH[Math.min(2,Math.floor(3*h/H))];
const el=(tag,text,cls)=>{const e=document.createElement(tag);if(text!=null)e.textContent=text;if(cls)e.className=cls;return e};
function decode(a){const p=[];let x=0,y=0;for(let i=0;i<a.length;i+=2){x+=a[i];y+=a[i+1];p.push([x/1e5,y/1e5])}return p}
const sum=a=>a.reduce((s,v)=>s+v,0);
D.roads.forEach(r=>{const by=new Array(H).fill(0);r.by.forEach((v,i)=>{by[r.first+i]=v});r.by=by;r.line=decode(r.at);r.peak=r.by.indexOf(Math.max(...r.by))});
const background=D.background.map(decode);
D.corridors.forEach(c=>{c.lines=c.lines.map(decode)});
D.dangers.forEach(d=>{d.shape=d.rings.map(decode)});
// Equirectangular about the middle: true to scale there, and a case is small.
const all=[];D.roads.forEach(r=>r.line.forEach(p=>all.push(p)));[...D.origins,...D.refuges].forEach(o=>all.push([o.lon,o.lat]));
if(all.length<2)background.forEach(l=>l.forEach(p=>all.push(p)));if(!all.length)all.push([0,0]);
let W=1e9,E=-1e9,S=1e9,N=-1e9;for(const [x,y] of all){W=Math.min(W,x);E=Math.max(E,x);S=Math.min(S,y);N=Math.max(N,y)}
const squeeze=Math.cos((S+N)/2*Math.PI/180),canvas=$("map"),ctx=canvas.getContext("2d");
let scale=1,cx=(W+E)/2,cy=(S+N)/2,hour=-1,chosen=null,moved=false;
const X=lon=>(lon-cx)*squeeze*scale+canvas.clientWidth/2,Y=lat=>(cy-lat)*scale+canvas.clientHeight/2;
function fit(){const w=canvas.clientWidth,h=canvas.clientHeight;cx=(W+E)/2;cy=(S+N)/2;
 scale=Math.min((w-150)/Math.max(1e-4,(E-W)*squeeze),(h-150)/Math.max(1e-4,N-S));scale=Math.max(scale,50)}
function path(line){ctx.moveTo(X(line[0][0]),Y(line[0][1]));for(let i=1;i<line.length;i++)ctx.lineTo(X(line[i][0]),Y(line[i][1]))}
const highest=(rows,get)=>rows.reduce((m,r)=>Math.max(m,get(r)),1),most=highest(D.roads,r=>r.total),largest=highest(D.origins,o=>o.people);
const mostHour=highest(D.roads,r=>r.by[r.peak]);
const peopleOf=r=>hour<0?r.total:r.by[hour];
const widthOf=r=>1.5+10*Math.sqrt(peopleOf(r)/(hour<0?most:mostHour));
const radiusOf=o=>5+15*Math.sqrt(o.people/largest);
const active=d=>hour<0||(d.from<D.edges[hour+1]&&D.edges[hour]<d.until);
const hatch=(()=>{const c=document.createElement("canvas");c.width=c.height=10;const g=c.getContext("2d");g.strokeStyle="#a3182b";g.lineWidth=1.6;g.beginPath();for(const k of[-10,0,10]){g.moveTo(k,10);g.lineTo(k+10,0)}g.stroke();return c})();
let boxes=[];
function free(x,y,w,h){for(const b of boxes)if(x<b[0]+b[2]&&b[0]<x+w&&y<b[1]+b[3]&&b[1]<y+h)return false;return true}
function label(text,spots,font,colour){ctx.font=font;const w=ctx.measureText(text).width+6,h=17;
 for(const [x,y] of spots){if(x<2||y<2||x+w>canvas.clientWidth||y+h>canvas.clientHeight||!free(x,y,w,h))continue;
  boxes.push([x,y,w,h]);ctx.lineWidth=3.5;ctx.strokeStyle="rgba(255,255,255,.92)";ctx.lineJoin="round";ctx.setLineDash([]);
  ctx.strokeText(text,x+3,y+12.5);ctx.fillStyle=colour||"#1c2430";ctx.fillText(text,x+3,y+12.5);return true}return false}
function around(x,y,r,text,font){ctx.font=font;const w=ctx.measureText(text).width+6;return[[x+r+2,y-9],[x-r-2-w,y-9],[x-w/2,y-r-19],[x-w/2,y+r+3]]}
function middle(line){let total=0;for(let i=1;i<line.length;i++)total+=Math.hypot(X(line[i][0])-X(line[i-1][0]),Y(line[i][1])-Y(line[i-1][1]));
 let left=total/2;for(let i=1;i<line.length;i++){const ax=X(line[i-1][0]),ay=Y(line[i-1][1]),bx=X(line[i][0]),by=Y(line[i][1]),d=Math.hypot(bx-ax,by-ay);
  if(d>=left&&d>0)return[ax+(bx-ax)*left/d,ay+(by-ay)*left/d,total];left-=d}return[X(line[0][0]),Y(line[0][1]),total]}
function draw(){const w=canvas.clientWidth,h=canvas.clientHeight,ratio=devicePixelRatio||1;
 if(canvas.width!==Math.round(w*ratio)||canvas.height!==Math.round(h*ratio)){canvas.width=Math.round(w*ratio);canvas.height=Math.round(h*ratio)}
 ctx.setTransform(ratio,0,0,ratio,0,0);ctx.fillStyle="#fbfaf7";ctx.fillRect(0,0,w,h);ctx.lineCap="round";ctx.lineJoin="round";ctx.setLineDash([]);
 boxes=[[0,h-38,190,38],[0,0,54,110]];const l=$("legend");boxes.push([l.offsetLeft,l.offsetTop,l.offsetWidth,l.offsetHeight]);
 ctx.strokeStyle=background.length>3000?"#d3d7dd":"#b7bec8";ctx.lineWidth=background.length>3000?.7:1.3;ctx.beginPath();background.forEach(path);ctx.stroke();
 ctx.strokeStyle="rgba(68,1,84,.13)";ctx.lineWidth=20;ctx.beginPath();D.corridors.forEach(c=>c.lines.forEach(path));
 ctx.stroke();
 for(const d of D.dangers){if(!d.shape.length)continue;ctx.globalAlpha=active(d)?1:.25;ctx.beginPath();d.shape.forEach(path);
  if(d.polygon){const p=ctx.createPattern(hatch,"repeat");ctx.fillStyle=p;ctx.fill("evenodd")}ctx.strokeStyle="#a3182b";ctx.lineWidth=d.polygon?1.4:4;ctx.setLineDash(d.closed?[]:[5,4]);ctx.stroke();ctx.setLineDash([]);ctx.globalAlpha=1}
 const order=[...D.roads].sort((a,b)=>peopleOf(a)-peopleOf(b));
 for(const r of order){const p=peopleOf(r);ctx.beginPath();path(r.line);
  if(!p){ctx.strokeStyle="#9aa4b1";ctx.lineWidth=1.3;ctx.setLineDash([]);ctx.stroke();continue}
  const at=hour<0?r.peak:hour,wd=widthOf(r);ctx.setLineDash([]);ctx.strokeStyle="rgba(255,255,255,.9)";ctx.lineWidth=wd+3;ctx.stroke();
  if(r===chosen){ctx.strokeStyle="#e0771a";ctx.lineWidth=wd+7;ctx.stroke()}
  const dash=dashOf(at);if(dash.length){ctx.globalAlpha=.35;ctx.strokeStyle=hourColour(at);ctx.lineWidth=wd;ctx.stroke();ctx.globalAlpha=1;ctx.lineCap="butt"}
  ctx.setLineDash(dash);ctx.strokeStyle=hourColour(at);ctx.lineWidth=wd;ctx.stroke();ctx.setLineDash([]);ctx.lineCap="round"}
 for(const o of D.origins){const x=X(o.lon),y=Y(o.lat),r=radiusOf(o);if(x<-30||y<-30||x>w+30||y>h+30)continue;ctx.beginPath();ctx.arc(x,y,r,0,7);ctx.fillStyle="#fff";ctx.fill();
  const share=o.people?o.safe/o.people:0;ctx.beginPath();ctx.moveTo(x,y);ctx.arc(x,y,r,-Math.PI/2,-Math.PI/2+2*Math.PI*share);ctx.closePath();ctx.fillStyle="#21918c";ctx.fill();
  ctx.beginPath();ctx.arc(x,y,r,0,7);ctx.lineWidth=o===chosen?4:1.8;ctx.strokeStyle=o===chosen?"#e0771a":o.left?"#a3182b":"#1c2430";ctx.stroke();boxes.push([x-r,y-r,2*r,2*r])}
 for(const o of D.refuges){const x=X(o.lon),y=Y(o.lat),r=12;ctx.fillStyle="#fff";ctx.fillRect(x-r,y-r,2*r,2*r);
  const share=o.capacity?Math.min(1,o.persons/o.capacity):o.persons?.5:0;ctx.fillStyle="#31688e";ctx.fillRect(x-r,y+r-2*r*share,2*r,2*r*share);
  ctx.lineWidth=o===chosen?4:2;ctx.strokeStyle=o===chosen?"#e0771a":"#1c2430";ctx.setLineDash(o.capacity?[]:[4,3]);ctx.strokeRect(x-r,y-r,2*r,2*r);ctx.setLineDash([]);boxes.push([x-r,y-r,2*r,2*r])}
 const bold="600 13px system-ui,'DejaVu Sans',sans-serif",small="12px system-ui,'DejaVu Sans',sans-serif";
 for(const o of D.refuges){const t=o.name+"  "+num(o.persons)+(o.capacity?" of "+num(o.capacity):"");label(t,around(X(o.lon),Y(o.lat),13,t,bold),bold)}
 for(const o of [...D.origins].sort((a,b)=>b.people-a.people).slice(0,60)){const t=o.name+"  "+num(o.safe)+" of "+num(o.people);label(t,around(X(o.lon),Y(o.lat),radiusOf(o),t,bold),bold)}
 for(const d of D.dangers){if(!d.shape.length||!d.shape[0].length)continue;let a=1e9,b=-1e9,top=1e9,low=-1e9;for(const [lon,lat] of d.shape[0]){a=Math.min(a,X(lon));b=Math.max(b,X(lon));top=Math.min(top,Y(lat));low=Math.max(low,Y(lat))}
  const t=d.id+" ("+(d.closed?"closed ":"danger ")+d.span+")";ctx.font=small;const tw=ctx.measureText(t).width+6;label(t,[[(a+b-tw)/2,low+4],[(a+b-tw)/2,top-20],[b+4,(top+low)/2-8],[a-tw-4,(top+low)/2-8]],small,"#8a1222")}
 let shown=0;for(const r of order.reverse()){const p=peopleOf(r);if(!p||shown>40)break;const[mx,my,len]=middle(r.line);const t=(r.name||r.id)+" "+num(p)+(hour<0?" · most "+D.hours[r.peak]:"");
  ctx.font=small;const tw=ctx.measureText(t).width+6;if(len<45)continue;const o=widthOf(r)/2+3;if(label(t,[[mx-tw/2,my-o-17],[mx-tw/2,my+o],[mx+o+2,my-8],[mx-o-tw,my-8]],small))shown++}
 bar(h)}
function bar(h){const km=111.19492/scale;let step=1e-3;for(const c of[.05,.1,.2,.5,1,2,5,10,20,50,100,200,500,1000])if(c/km<=150)step=c;const px=step/km;
 ctx.setLineDash([]);ctx.strokeStyle="#1c2430";ctx.lineWidth=2;ctx.lineCap="butt";ctx.beginPath();ctx.moveTo(16,h-22);ctx.lineTo(16,h-16);ctx.lineTo(16+px,h-16);ctx.lineTo(16+px,h-22);ctx.stroke();
 ctx.fillStyle="#1c2430";ctx.font="12px system-ui,'DejaVu Sans',sans-serif";ctx.fillText(step<1?step*1000+" m":step+" km",20,h-21)}
function details(kind,o){const box=$("details");box.replaceChildren();if(!o){box.style.display="none";return}
 const rows={road:()=>[["People",num(o.total)],["Busiest hour",D.hours[o.peak]+", "+num(o.by[o.peak])],["Busiest hour uses",Math.round(o.use*100)+" % of the road"],["Length",o.km+" km"],["Free speed",o.speed+" km/h"],["Carries",num(o.capacity)+" vehicles/h"],["Corridor",o.corridor?"yes":"no"],["Source",o.source]],
  origin:()=>[["District",o.district],["People",num(o.people)],["Safe",num(o.safe)],["Left",num(o.left)+(o.reason?" ("+o.reason+")":"")],["Stay",num(o.stay)],["Leave",o.leave||"nobody"],["Source",o.source]],
  refuge:()=>[["Kind",o.kind],["Taken in",num(o.persons)],["Room for",num(o.capacity)],["Takes in",o.intake==null?"unlimited":o.intake+" persons/h"],["Open",o.open||"all the time"],["Source",o.source]],
  danger:()=>[["State",o.closed?"closed":"dangerous"],["When",o.span],["Source",o.source]]}[kind]();
 const b=el("button","×");b.setAttribute("aria-label","close");b.onclick=()=>choose(null,null);
 box.append(b,el("h2",(kind==="road"?"Road ":"")+(o.name||o.id)));const dl=el("dl");for(const[k,v]of rows)if(v!==""&&v!=null)dl.append(el("dt",k),el("dd",v));box.append(dl);box.style.display="block"}
function choose(kind,o,centre){chosen=o;document.querySelectorAll("tr.chosen").forEach(t=>t.classList.remove("chosen"));if(o&&o.row)o.row.classList.add("chosen");
 if(o&&centre){const p=o.line?o.line[Math.floor(o.line.length/2)]:[o.lon,o.lat];const x=X(p[0]),y=Y(p[1]);if(x<40||y<40||x>canvas.clientWidth-40||y>canvas.clientHeight-40){cx=p[0];cy=p[1]}}
 details(kind,o);draw()}
function away(line,x,y){let best=1e9;for(let i=1;i<line.length;i++){const ax=X(line[i-1][0]),ay=Y(line[i-1][1]),dx=X(line[i][0])-ax,dy=Y(line[i][1])-ay,q=dx*dx+dy*dy,t=q?Math.max(0,Math.min(1,((x-ax)*dx+(y-ay)*dy)/q)):0;best=Math.min(best,Math.hypot(x-ax-t*dx,y-ay-t*dy))}return best}
function inside(d,x,y){let odd=false;for(const ring of d.shape)for(let i=0,j=ring.length-1;i<ring.length;j=i++){const ax=X(ring[i][0]),ay=Y(ring[i][1]),bx=X(ring[j][0]),by=Y(ring[j][1]);if((ay>y)!==(by>y)&&x<(bx-ax)*(y-ay)/(by-ay)+ax)odd=!odd}return odd}
function hit(x,y){for(const o of D.refuges)if(Math.abs(X(o.lon)-x)<14&&Math.abs(Y(o.lat)-y)<14)return["refuge",o];
 for(const o of D.origins)if(Math.hypot(X(o.lon)-x,Y(o.lat)-y)<radiusOf(o)+2)return["origin",o];
 let best=9,found=null;for(const r of D.roads){const d=away(r.line,x,y)-widthOf(r)/2;if(d<best){best=d;found=r}}if(found)return["road",found];
 for(const d of D.dangers)if(d.polygon?inside(d,x,y):d.shape.some(l=>away(l,x,y)<8))return["danger",d];return[null,null]}
let drag=null;canvas.onpointerdown=e=>{drag=[e.offsetX,e.offsetY,cx,cy,false];canvas.setPointerCapture(e.pointerId)};
canvas.onpointermove=e=>{if(!drag)return;const dx=e.offsetX-drag[0],dy=e.offsetY-drag[1];if(Math.hypot(dx,dy)>4)drag[4]=true;if(drag[4]){moved=true;cx=drag[2]-dx/scale/squeeze;cy=drag[3]+dy/scale;draw()}};
canvas.onpointerup=e=>{if(drag&&!drag[4])choose(...hit(e.offsetX,e.offsetY));drag=null};
function zoom(f,x,y){if(!f){moved=false;fit();draw();return}moved=true;x=x==null?canvas.clientWidth/2:x;y=y==null?canvas.clientHeight/2:y;const lon=cx+(x-canvas.clientWidth/2)/scale/squeeze,lat=cy-(y-canvas.clientHeight/2)/scale;
 scale=Math.max(20,Math.min(4e6,scale*f));cx=lon-(x-canvas.clientWidth/2)/scale/squeeze;cy=lat+(y-canvas.clientHeight/2)/scale;draw()}
canvas.addEventListener("wheel",e=>{e.preventDefault();zoom(e.deltaY<0?1.25:.8,e.offsetX,e.offsetY)},{passive:false});
document.querySelectorAll("[data-zoom]").forEach(b=>b.onclick=()=>zoom(+b.dataset.zoom));
canvas.onkeydown=e=>{const step=80/scale,k=e.key;if(k==="ArrowLeft")cx-=step/squeeze;else if(k==="ArrowRight")cx+=step/squeeze;else if(k==="ArrowUp")cy+=step;else if(k==="ArrowDown")cy-=step;else if(k==="+"||k==="=")return zoom(1.6);else if(k==="-")return zoom(.625);else if(k==="0")return zoom(0);else if(k==="Escape")return choose(null,null);else return;moved=true;e.preventDefault();draw()};
const reasons=D.left.map(l=>({...l}));
const TABLES=[["Roads","road",D.roads,[["Road",r=>r.name||r.id],["People",r=>r.total,1],["In hour",r=>hour<0?"":r.by[hour],1],["Most in",r=>D.hours[r.peak]],["Use %",r=>Math.round(r.use*100),1]]],
 ["Places","origin",D.origins,[["Place",o=>o.name],["People",o=>o.people,1],["Safe",o=>o.safe,1],["Left",o=>o.left,1],["Why left",o=>o.reason],["Leave",o=>o.leave]]],
 ["Refuges","refuge",D.refuges,[["Refuge",o=>o.name],["Taken in",o=>o.persons,1],["So far",o=>hour<0?o.persons:sum(o.by.slice(0,hour+1)),1],["Room for",o=>o.capacity==null?"unlimited":o.capacity,1]]],
 ["Left, limits","",[...reasons.map(l=>[l.district,l.persons,l.reason]),...D.bottlenecks],[["What",b=>b[0]],["People",b=>b[1],1],["Why, or what it means",b=>b[2]]]],
 ["Dangers","danger",D.dangers,[["Danger",d=>d.id],["State",d=>d.closed?"closed":"dangerous"],["When",d=>d.span]]]];
let tab=0,sortBy=-1,down=true;
function table(){const[name,kind,rows,cols]=TABLES[tab],t=el("table"),head=el("tr"),body=el("tbody");
 t.append(el("caption",rows.length?rows.length+" rows; click a heading to sort, a row for its figures":"none"));
 cols.forEach(([title,,right],i)=>{const th=el("th"),b=el("button",title+(i===sortBy?(down?" ▼":" ▲"):""));th.scope="col";if(i===sortBy)th.setAttribute("aria-sort",down?"descending":"ascending");if(right)b.className="num";
  b.onclick=()=>{if(sortBy===i)down=!down;else{sortBy=i;down=!!right}table()};th.append(b);head.append(th)});
 const h=el("thead");h.append(head);t.append(h,body);
 let list=rows;if(sortBy>=0&&sortBy<cols.length){const get=cols[sortBy][1];list=[...rows].sort((a,b)=>{const u=get(a),v=get(b);return(typeof u==="number"&&typeof v==="number"?u-v:String(u).localeCompare(String(v)))*(down?-1:1)})}
 list.slice(0,2000).forEach((o,n)=>{const tr=el("tr");if(n>=25)tr.classList.add("over");for(const[,get,right]of cols){const v=get(o);tr.append(el("td",typeof v==="number"?num(v):v,right?"num":""))}
  if(kind){o.row=tr;tr.tabIndex=0;if(o===chosen)tr.className="chosen";tr.onclick=()=>choose(kind,o,kind!=="danger");tr.onkeydown=e=>{if(e.key==="Enter"||e.key===" "){e.preventDefault();tr.onclick()}}}body.append(tr)});
 if(list.length>2000)t.append(el("caption","the first 2,000 are shown"));
 $("tables").replaceChildren(t)}
TABLES.forEach(([name],i)=>{const b=el("button",name);b.setAttribute("role","tab");b.onclick=()=>{tab=i;sortBy=-1;mark();table()};$("tabs").append(b)});
function mark(){[...$("tabs").children].forEach((b,i)=>b.setAttribute("aria-selected",i===tab))}
function time(v){hour=v-1;$("when").textContent=hour<0?"whole time, "+D.hours.length+" hours":D.days[hour]+" "+D.hours[hour];
 const n=hour<0?D.safe:D.sofar[hour];$("sofar").textContent=num(n)+" safe "+(hour<0?"in all":"by "+D.ends[hour]);if(tab!==1&&tab!==3)table();draw()}
function texts(){$("title").textContent=D.title;$("span").textContent=D.span;$("round").textContent=D.round;if(D.warning){$("round").className="right warn"}
 const f=$("figures");f.replaceChildren();[[D.people," people"],[D.safe," safe by "+D.last],[D.left_total," left"],[D.stay," stay"]].forEach(([n,t],i)=>{if(i)f.append(el("span"," \u00a0·\u00a0 ","soft"));f.append(el("b",num(n)),t)});
 $("proof").textContent=D.proof;$("sources").textContent=D.sources.length?"Sources: "+D.sources.join("; ")+".":"";$("made").textContent=D.made+(D.note?" "+D.note:"");
 const L=$("legend"),NS="http://www.w3.org/2000/svg",item=(draw,text)=>{const d=el("div"),s=document.createElementNS(NS,"svg");s.setAttribute("width",34);s.setAttribute("height",16);for(const[tag,attrs]of draw){const e=document.createElementNS(NS,tag);for(const k in attrs)e.setAttribute(k,attrs[k]);s.append(e)}d.append(s,el("span",text));L.append(d)};
 for(let k=0;k<3&&k<H;k++){const from=Math.ceil(k*H/3),to=Math.max(from,Math.ceil((k+1)*H/3)-1);item([["line",{x1:1,x2:33,y1:8,y2:8,"stroke-width":6,stroke:hourColour(Math.round((from+to)/2)),"stroke-dasharray":DASH[k].map(v=>v*.8).join(" ")}]],"most people "+D.starts[from]+" to "+D.ends[Math.min(to,H-1)])}
 item([["path",{d:"M1 8 L33 8",stroke:"#b7bec8","stroke-width":1.5}]],"road without people");
 item([["circle",{cx:17,cy:8,r:7,fill:"#fff",stroke:"#a3182b","stroke-width":1.6}],["path",{d:"M17 8 L17 1 A7 7 0 0 1 17 15 Z",fill:"#21918c"}]],"place; filled: share that is safe; red rim: some are left");
 item([["rect",{x:10,y:1,width:14,height:14,fill:"#fff",stroke:"#1c2430","stroke-width":1.6}],["rect",{x:10,y:8,width:14,height:7,fill:"#31688e"}]],"refuge; filled: share of its room (dashed rim: unlimited)");
 if(D.corridors.length)item([["line",{x1:1,x2:33,y1:8,y2:8,"stroke-width":13,stroke:"rgba(68,1,84,.16)"}]],"corridor of the round");
 if(D.dangers.length)item([["rect",{x:4,y:1,width:26,height:14,fill:"none",stroke:"#a3182b"}],["path",{d:"M4 15 L18 1 M12 15 L26 1 M20 15 L30 5",stroke:"#a3182b"}]],"closed or dangerous");
 item([],"Width: people on the road")}
$("hour").max=H;$("hour").oninput=e=>time(+e.target.value);
$("hour").setAttribute("aria-label","hour of the plan; 0 is the whole time");
texts();mark();fit();table();time(0);
new ResizeObserver(()=>{if(!moved)fit();draw()}).observe(canvas);
addEventListener("beforeprint",()=>{fit();draw()});
// passage's own test opens the page with #test: what a reader would see is written into the document.
if(location.hash==="#test"){const out=document.documentElement.dataset;out.roads=TABLES[0][2].length;out.rows=document.querySelectorAll("#tables tbody tr").length;out.all=$("sofar").textContent;
 const slider=$("hour");slider.value=3;slider.dispatchEvent(new Event("input"));out.third=$("sofar").textContent;out.when=$("when").textContent;
 $("tabs").children[1].click();out.places=document.querySelectorAll("#tables tbody tr").length;document.querySelector("#tables tbody tr").click();out.details=$("details").textContent;out.done="yes"}
if(location.hash.startsWith("#hour=")){$("hour").value=+location.hash.slice(6);time(+location.hash.slice(6))}
</script></body></html>
)html";

}  // namespace passage::publish
