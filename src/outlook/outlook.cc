#include "outlook/outlook.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "displacement/draws.h"
#include "displacement/scores.h"

namespace passage::outlook {
namespace {

constexpr std::uint32_t kPriorStream = 0x4F55544C, kSpreadStream = 0x53505244, kOptionalStream = 0x4F505449,
                        kRegionStream = 0x52454749;
constexpr double kConflict = 0.5;  // of a day in a region counts as hit

// Draws in the order of priors.csv, so that one more prior changes no other draw before it.
struct Draws {
  double leave = 0, days = 1, cross = 0, conflict = 1, contested = 1, alert = 1, spread = 0, background = 0;
  double cross_distance = 0, cross_region = 0, return_month = 0, inside_near = 0;
};

Draws draw(const OutlookCase& c, std::uint64_t seed, std::uint32_t run, Random& random) {
  double Draws::*const wanted[] = {&Draws::leave,     &Draws::days,  &Draws::cross,     &Draws::conflict,
                                   &Draws::contested, &Draws::alert, &Draws::background};
  Draws out;
  for (std::size_t k = 0; k < std::size(wanted); ++k) {
    const displacement::OutlookPrior* prior = displacement::find_prior(c.priors, displacement::kWantedPriors[k]);
    if (!prior)
      throw InputError({.code = "P611",
                        .problem = fmt::format("priors.csv has no row \"{}\"", displacement::kWantedPriors[k]),
                        .why = "each figure of the model is drawn from a range that names its source",
                        .where = c.name + "/priors.csv"});
    out.*wanted[k] = displacement::draw_from(*prior, random);
  }
  double Draws::*const optional[] = {&Draws::cross_distance, &Draws::cross_region, &Draws::return_month,
                                     &Draws::inside_near};
  for (std::uint32_t k = 0; k < std::size(optional); ++k) {
    Random own(seed, run, kOptionalStream + k);
    if (const displacement::OutlookPrior* prior =
            displacement::find_prior(c.priors, displacement::kOptionalPriors[k].first))
      out.*optional[k] = displacement::draw_from(*prior, own);
  }
  return out;
}

double exposure(const Exposure& day, const Draws& p) {
  const double sum = p.conflict + p.contested + p.alert;
  return (p.conflict * day.conflict + p.contested * day.contested + p.alert * day.alert) / sum;
}

// Times a day that war reaches one more region: Gamma(hits + 1/2, region-days without war), Jeffreys.
double draw_spread(const OutlookCase& c, Random& random) {
  double hits = 0.5, waited = 1;
  for (const RegionId id : c.regions.ids()) {
    if (c.regions[id].left_out) continue;
    const auto& days = c.known[id];
    for (std::size_t d = 1; d < days.size(); ++d) {
      if (days[d - 1].conflict >= kConflict) continue;
      ++waited;
      if (days[d].conflict >= kConflict) ++hits;
    }
  }
  // Gamma by Wilson, Hilferty (1931): good to a percent for these shapes.
  const double z = displacement::normal(random), k = std::max(0.05, 1 - 1 / (9 * hits) + z / (3 * std::sqrt(hits)));
  return hits * k * k * k / waited;
}

// Exposure by day of one region under the scenario.
std::vector<double> exposures(const OutlookCase& c, RegionId id, const OutlookOptions& o, const Draws& p,
                              Random& random) {
  const auto& known = c.known[id];
  std::vector<double> out;
  Exposure last;
  const std::size_t recent = std::min<std::size_t>(3, known.size());  // a day's alerts are a matter of chance
  for (std::size_t d = known.size() - recent; d < known.size(); ++d) {
    last.conflict = std::max(last.conflict, known[d].conflict);
    last.contested = known[d].contested;
    last.alert += known[d].alert / static_cast<double>(recent);
  }
  for (Day day = c.onset; day <= o.until; ++day) {
    if (day > c.as_of && last.conflict < kConflict && random.uniform() < 1 - std::exp(-p.spread)) last.conflict = 1;
    const bool over = o.scenario == Scenario::kCeasefire && day >= o.ceasefire;
    const double e = day <= c.as_of ? exposure(known[static_cast<std::size_t>(day - c.onset)], p) : exposure(last, p);
    out.push_back(over ? 0 : std::min(1.0, e + p.background));
  }
  return out;
}

// Mean of the regions' distance to a border, by people: those as far as that cross as the prior says.
double usual_distance(const OutlookCase& c) {
  double people = 0, sum = 0;
  for (const RegionId id : c.regions.ids()) {
    if (c.regions[id].left_out) continue;
    people += c.regions[id].people;
    sum += c.regions[id].people * c.regions[id].border_km;
  }
  return people > 0 ? sum / people : 0;
}

double crossing_share(const Region& region, double usual_km, const Draws& p, Random& random) {
  const double own = p.cross_region * displacement::normal(random);
  if (p.cross <= 0 || p.cross >= 1) return p.cross;
  const double odds = p.cross / (1 - p.cross) * std::exp(own - p.cross_distance * (region.border_km - usual_km) / 100);
  return odds / (1 + odds);
}

// One run, by day; of all regions, or of one.
struct Flight {
  explicit Flight(std::size_t days) : displaced(days), crossed(days), away(days), abroad(days) {}
  std::vector<double> displaced, crossed, away, abroad;
  double inside = 0;  // at the end
  void add(const Flight& other) {
    for (std::size_t d = 0; d < displaced.size(); ++d) {
      displaced[d] += other.displaced[d];
      crossed[d] += other.crossed[d];
      away[d] += other.away[d];
      abroad[d] += other.abroad[d];
    }
  }
};

// People of a region: who leaves by choice while it lasts, and who does not.
struct People {
  double may_leave = 0, stay = 0;
  [[nodiscard]] double all() const { return may_leave + stay; }
  // Takes out and returns so large a part of each.
  People take(double of_may_leave, double of_stay) {
    const People out{may_leave * of_may_leave, stay * of_stay};
    may_leave -= out.may_leave;
    stay -= out.stay;
    return out;
  }
  void add(const People& other) {
    may_leave += other.may_leave;
    stay += other.stay;
  }
};

// Of one region by day: who leaves by choice, who is brought out (in part those who would have left anyway: as many as
// among all at home), and who goes home and may leave again. `displaced` counts nobody twice, `leaving` each departure.
Flight flight_of(double people, const Draws& p, double share, const std::vector<double>& e,
                 const std::vector<double>& brought_out, std::vector<double>& leaving) {
  const double back = -std::log(1 - std::min(0.99, p.return_month)) / 30;
  People never_left{p.leave * people, (1 - p.leave) * people}, came_back, away;
  Flight flight(e.size());
  for (std::size_t d = 0; d < e.size(); ++d) {
    const double part_back = 1 - std::exp(-back * (1 - e[d])), by_choice = 1 - std::exp(-e[d] / p.days);
    const People returned = away.take(part_back, part_back);
    const double left = never_left.all() + came_back.all() - by_choice * (never_left.may_leave + came_back.may_leave);
    const double brought = left > 0 ? std::min(1.0, brought_out[d] / left) : 0;
    const double of_may_leave = 1 - (1 - by_choice) * (1 - brought);
    People leave = never_left.take(of_may_leave, brought);
    leave.add(came_back.take(of_may_leave, brought));
    away.add(leave);
    came_back.add(returned);
    flight.displaced[d] = people - never_left.all();
    flight.crossed[d] = flight.displaced[d] * share;
    flight.away[d] = away.all();
    flight.abroad[d] = away.all() * share;
    leaving[d] = leave.all();
  }
  return flight;
}

Flight run_region(const OutlookCase& c, RegionId id, const OutlookOptions& o, const Draws& p, double share,
                  const std::vector<double>& e, Outlook& out) {
  std::vector<double> brought(e.size(), 0), leaving(e.size(), 0);
  for (const BroughtOut& b : o.brought_out)
    if (b.region == id && b.day >= c.onset && b.day <= o.until)
      brought[static_cast<std::size_t>(b.day - c.onset)] += b.people;
  const auto alone = flight_of(c.regions[id].people, p, share, e, std::vector<double>(e.size(), 0), leaving);
  Flight flight = flight_of(c.regions[id].people, p, share, e, brought, leaving);
  out.brought_out_more += (flight.displaced.back() - alone.displaced.back()) / o.runs;
  for (std::size_t d = 0; d < e.size(); ++d) out.leaving[id][d] += leaving[d] / o.runs;
  return flight;
}

// Who stays in the country goes where people live, near, and away from exposure: weight people x
// exp(-km / near) x (1 - exposure).
void settle_inside(const OutlookCase& c, const Table<RegionId, double>& exposed, const Draws& p,
                   Table<RegionId, Flight>& flights) {
  if (p.inside_near <= 0) return;
  for (const RegionId from : c.regions.ids()) {
    const double stay = flights[from].away.back() - flights[from].abroad.back();
    std::vector<double> weight;
    double all = 0;
    for (const RegionId to : c.regions.ids()) {
      const Region &a = c.regions[from], &b = c.regions[to];
      weight.push_back(b.left_out ? 0
                                  : b.people * std::exp(-km_apart(a.lat, a.lon, b.lat, b.lon) / p.inside_near) *
                                        std::max(0.0, 1 - exposed[to]));
      all += weight.back();
    }
    for (const RegionId to : c.regions.ids())
      if (all > 0) flights[to].inside += stay * weight[to.index()] / all;
  }
}

struct RegionSamples {
  std::vector<double> displaced, crossed, inside;  // by run
};

// Samples by day and run, as quantiles at the end.
struct Samples {
  explicit Samples(std::size_t days) : displaced(days), crossed(days), share(days), away(days), abroad(days) {}
  std::vector<std::vector<double>> displaced, crossed, share, away, abroad;
  void add(const Flight& run, double usual_share) {
    for (std::size_t d = 0; d < displaced.size(); ++d) {
      displaced[d].push_back(run.displaced[d]);
      crossed[d].push_back(run.crossed[d]);
      share[d].push_back(run.displaced[d] > 0 ? run.crossed[d] / run.displaced[d] : usual_share);
      away[d].push_back(run.away[d]);
      abroad[d].push_back(run.abroad[d]);
    }
  }
};

}  // namespace

Outlook forecast_outlook(const OutlookCase& c, const OutlookOptions& o) {
  if (o.until <= c.as_of)
    throw InputError({.code = "P610", .problem = "--until is not after --as-of", .where = "command line"});
  const auto days = static_cast<std::size_t>(o.until - c.onset) + 1;
  Outlook out;
  Samples samples(days);
  Table<RegionId, RegionSamples> by_region;
  for (std::size_t k = 0; k < c.regions.size(); ++k) {
    (void)by_region.push_back({});
    (void)out.regions.push_back({});
    (void)out.leaving.push_back(std::vector<double>(days, 0));
  }
  out.claim_chance.assign(c.claims.size(), 0);
  const double usual_km = usual_distance(c);
  std::vector<double> leave, pace, cross, spread;
  for (std::uint32_t run = 0; run < o.runs; ++run) {
    Random prior(o.seed, run, kPriorStream);
    Draws p = draw(c, o.seed, run, prior);
    p.spread = draw_spread(c, prior);
    leave.push_back(p.leave);
    pace.push_back(p.days);
    cross.push_back(p.cross);
    spread.push_back(p.spread);
    Flight all(days);
    Table<RegionId, Flight> flights;
    Table<RegionId, double> exposed;  // on the last day
    for (const RegionId id : c.regions.ids()) {
      (void)flights.push_back(Flight(days));
      (void)exposed.push_back(0);
      if (c.regions[id].left_out) continue;
      Random random(o.seed, run, kSpreadStream + id.index()), own(o.seed, run, kRegionStream + id.index());
      const auto e = exposures(c, id, o, p, random);
      exposed[id] = e.back();
      flights[id] = run_region(c, id, o, p, crossing_share(c.regions[id], usual_km, p, own), e, out);
      all.add(flights[id]);
    }
    settle_inside(c, exposed, p, flights);
    for (const RegionId id : c.regions.ids()) {
      by_region[id].displaced.push_back(flights[id].displaced.back());
      by_region[id].crossed.push_back(flights[id].crossed.back());
      by_region[id].inside.push_back(flights[id].inside);
    }
    samples.add(all, p.cross);
    for (std::size_t k = 0; k < c.claims.size(); ++k)
      if ((c.claims[k].crossing ? all.crossed : all.displaced).back() >= c.claims[k].people) ++out.claim_chance[k];
  }
  for (double& chance : out.claim_chance) chance /= o.runs;
  for (std::size_t d = 0; d < days; ++d)
    out.days.push_back({c.onset + static_cast<Day>(d), displacement::five_levels(samples.displaced[d]),
                        displacement::five_levels(samples.crossed[d]), displacement::five_levels(samples.share[d]),
                        displacement::five_levels(samples.away[d]), displacement::five_levels(samples.abroad[d])});
  for (const RegionId id : c.regions.ids())
    if (!c.regions[id].left_out)
      out.regions[id] = {displacement::five_levels(by_region[id].displaced),
                         displacement::five_levels(by_region[id].crossed),
                         displacement::five_levels(by_region[id].inside)};
  out.parameters = {{"leave_share", displacement::five_levels(leave)},
                    {"days", displacement::five_levels(pace)},
                    {"cross_share", displacement::five_levels(cross)},
                    {"regions_reached_a_day", displacement::five_levels(spread)}};
  return out;
}

}  // namespace passage::outlook
