// bench_peer_lemon FILE: LEMON's network simplex on the explicit time expansion of an instance with
// plain capacities, windows, rates and lifetime capacities. Prints safe, sum and seconds.
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {
using Long = long long;
constexpr Long kMuch = 1LL << 40;
struct Arc {
  int tail, head;
  Long time, capacity;
};
struct Window {
  int arc;
  Long from, until, capacity;
};
struct Supply {
  int node;
  Long persons, release;
};
struct Refuge {
  int node;
  Long capacity, rate;
};
}  // namespace

int main(int argc, char** argv) {
  std::ifstream in(argv[argc - 1]);
  Long n = 0, horizon = 0;
  std::vector<Arc> arcs;
  std::vector<Window> windows;
  std::vector<Supply> supplies;
  std::vector<Refuge> refuges;
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    std::string letter, a, b;
    fields >> letter;
    const auto figure = [](const std::string& s) { return s.empty() || s == "inf" ? kMuch : std::stoll(s); };
    if (letter == "p") {
      Long m;
      fields >> a >> n >> m >> horizon;
    } else if (letter == "o") {
      Supply o{0, 0, 0};
      fields >> o.node >> o.persons >> o.release;
      supplies.push_back(o);
    } else if (letter == "r") {
      Refuge r{};
      fields >> r.node >> a >> b;
      r.capacity = figure(a);
      r.rate = figure(b);
      refuges.push_back(r);
    } else if (letter == "a") {
      Arc x{};
      fields >> x.tail >> x.head >> x.time >> x.capacity;
      arcs.push_back(x);
    } else if (letter == "w") {
      Window w{};
      fields >> w.arc >> w.from >> w.until >> w.capacity;
      windows.push_back(w);
    }
  }
  const auto start = std::chrono::steady_clock::now();
  using Graph = lemon::SmartDigraph;
  const Long steps = horizon + 1;
  Graph graph;
  graph.reserveNode(int(n * steps + refuges.size() + 2));
  for (Long i = 0; i < n * steps + Long(refuges.size()) + 2; ++i) graph.addNode();
  const auto at = [&](int v, Long s) { return graph.nodeFromId(int((v - 1) * steps + s)); };
  const auto refuge_node = [&](std::size_t r) { return graph.nodeFromId(int(n * steps + Long(r))); };
  const Graph::Node source = graph.nodeFromId(int(n * steps + Long(refuges.size())));
  const Graph::Node sink = graph.nodeFromId(int(n * steps + Long(refuges.size()) + 1));
  std::vector<Long> upper, cost;
  const auto add = [&](Graph::Node v, Graph::Node w, Long capacity, Long price) {
    if (capacity <= 0) return;
    graph.addArc(v, w);
    upper.push_back(capacity);
    cost.push_back(price);
  };
  for (int v = 1; v <= n; ++v)
    for (Long s = 0; s < horizon; ++s) add(at(v, s), at(v, s + 1), kMuch, 0);
  std::vector<std::vector<Window>> of(arcs.size());
  for (const Window& w : windows) of[w.arc - 1].push_back(w);
  for (std::size_t i = 0; i < arcs.size(); ++i)
    for (Long s = 0; s + arcs[i].time <= horizon; ++s) {
      Long capacity = arcs[i].capacity;
      for (const Window& w : of[i])
        if (w.from <= s && s < w.until) capacity = w.capacity;
      add(at(arcs[i].tail, s), at(arcs[i].head, s + arcs[i].time), capacity, 0);
    }
  Long people = 0;
  for (const Supply& o : supplies) {
    people += o.persons;
    if (o.release <= horizon) add(source, at(o.node, o.release), o.persons, 0);
  }
  for (std::size_t r = 0; r < refuges.size(); ++r) {
    for (Long s = 0; s <= horizon; ++s) add(at(refuges[r].node, s), refuge_node(r), refuges[r].rate, s);
    add(refuge_node(r), sink, refuges[r].capacity, 0);
  }
  const Long unsafe = (Long(refuges.size()) + 1) * steps;  // more than any difference in steps
  add(source, sink, people, unsafe);
  Graph::ArcMap<Long> upper_map(graph), cost_map(graph);
  for (Graph::ArcIt a(graph); a != lemon::INVALID; ++a) {
    upper_map[a] = upper[graph.id(a)];
    cost_map[a] = cost[graph.id(a)];
  }
  lemon::NetworkSimplex<Graph, Long, Long> simplex(graph);
  simplex.upperMap(upper_map).costMap(cost_map).stSupply(source, sink, people);
  if (simplex.run() != simplex.OPTIMAL) return 1;
  Long left = 0;
  for (Graph::ArcIt a(graph); a != lemon::INVALID; ++a)
    if (graph.source(a) == source && graph.target(a) == sink) left += simplex.flow(a);
  std::cout << "safe " << people - left << "\nsum " << simplex.totalCost<Long>() - left * unsafe << "\n";
  std::cerr << "seconds " << std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() << "\n";
}
