#include "displacement/outlook.h"

#include <algorithm>
#include <cmath>

#include "displacement/draws.h"
#include "displacement/scores.h"

namespace passage::displacement {
namespace {

constexpr std::uint32_t kPriorStream = 0x4F55544C, kSpreadStream = 0x53505244;
constexpr double kConflict = 0.5;  // of a day in a region counts as hit

// Draws in the order of priors.csv, so that one more prior changes no other draw before it.
struct Draws {
  double leave = 0, days = 1, cross = 0, conflict = 1, contested = 1, alert = 1, spread = 0, background = 0;
};

Draws draw(const OutlookCase& c, Random& random) {
  const std::pair<const char*, double Draws::*> fields[] = {
      {"leave_share", &Draws::leave},          {"days", &Draws::days},
      {"cross_share", &Draws::cross},          {"weight_conflict", &Draws::conflict},
      {"weight_contested", &Draws::contested}, {"weight_alert", &Draws::alert},
      {"background", &Draws::background}};
  Draws out;
  for (const auto& [name, field] : fields) {
    const auto at = std::find_if(c.priors.begin(), c.priors.end(), [&](const auto& p) { return p.name == name; });
    if (at == c.priors.end())
      throw InputError({.code = "P611",
                        .problem = fmt::format("priors.csv has no row \"{}\"", name),
                        .why = "each figure of the model is drawn from a range that names its source",
                        .where = c.name + "/priors.csv"});
    const double u = random.uniform();
    out.*field = at->logarithmic ? at->low * std::pow(at->high / at->low, u) : at->low + (at->high - at->low) * u;
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
  const double z = normal(random), k = std::max(0.05, 1 - 1 / (9 * hits) + z / (3 * std::sqrt(hits)));
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

struct Sums {
  std::vector<std::vector<double>> displaced, crossed, share;  // by day, run
  Table<RegionId, std::vector<double>> region;                 // by run
};

void run_region(const OutlookCase& c, RegionId id, const OutlookOptions& o, const Draws& p, Random& random,
                std::vector<double>& displaced, Outlook& out) {
  const double people = c.regions[id].people;
  double may_leave = p.leave * people, home = people, gone = 0, alone_left = may_leave;
  const auto e = exposures(c, id, o, p, random);
  for (std::size_t d = 0; d < e.size(); ++d) {
    const double stays = std::exp(-e[d] / p.days), by_choice = may_leave * (1 - stays);
    alone_left *= stays;
    may_leave -= by_choice;
    home -= by_choice;
    double brought = 0;
    for (const BroughtOut& b : o.brought_out)
      if (b.region == id && b.day == c.onset + static_cast<Day>(d)) brought += b.people;
    brought = std::min(brought, home);
    // Those a corridor brings out would in part have left anyway: as many as among all at home.
    may_leave -= home > 0 ? may_leave * brought / home : 0;
    home -= brought;
    gone += by_choice + brought;
    displaced[d] += gone;
    out.leaving[id][d] += (by_choice + brought) / o.runs;
  }
  out.brought_out_more += (gone - (p.leave * people - alone_left)) / o.runs;
}

}  // namespace

Outlook forecast_outlook(const OutlookCase& c, const OutlookOptions& o) {
  if (o.until <= c.as_of)
    throw InputError({.code = "P610", .problem = "--until is not after --as-of", .where = "command line"});
  const auto days = static_cast<std::size_t>(o.until - c.onset) + 1;
  Outlook out;
  Sums sums;
  for (std::size_t k = 0; k < c.regions.size(); ++k) {
    (void)sums.region.push_back({});
    (void)out.displaced.push_back({});
    (void)out.leaving.push_back(std::vector<double>(days, 0));
  }
  sums.displaced = sums.crossed = sums.share = std::vector<std::vector<double>>(days);
  out.claim_chance.assign(c.claims.size(), 0);
  std::vector<double> leave, pace, cross, spread;
  for (std::uint32_t run = 0; run < o.runs; ++run) {
    Random prior(o.seed, run, kPriorStream);
    Draws p = draw(c, prior);
    p.spread = draw_spread(c, prior);
    leave.push_back(p.leave);
    pace.push_back(p.days);
    cross.push_back(p.cross);
    spread.push_back(p.spread);
    std::vector<double> displaced(days, 0);
    for (const RegionId id : c.regions.ids()) {
      if (c.regions[id].left_out) continue;
      Random random(o.seed, run, kSpreadStream + id.index());
      const double before = displaced.back();
      run_region(c, id, o, p, random, displaced, out);
      sums.region[id].push_back(displaced.back() - before);
    }
    for (std::size_t d = 0; d < days; ++d) {
      sums.displaced[d].push_back(displaced[d]);
      sums.crossed[d].push_back(displaced[d] * p.cross);
      sums.share[d].push_back(p.cross);
    }
    for (std::size_t k = 0; k < c.claims.size(); ++k)
      if (displaced.back() * (c.claims[k].crossing ? p.cross : 1) >= c.claims[k].people) ++out.claim_chance[k];
  }
  for (double& chance : out.claim_chance) chance /= o.runs;
  for (std::size_t d = 0; d < days; ++d)
    out.days.push_back({c.onset + static_cast<Day>(d), five_levels(sums.displaced[d]), five_levels(sums.crossed[d]),
                        five_levels(sums.share[d])});
  for (const RegionId id : c.regions.ids())
    if (!c.regions[id].left_out) out.displaced[id] = five_levels(sums.region[id]);
  out.parameters = {{"leave_share", five_levels(leave)},
                    {"days", five_levels(pace)},
                    {"cross_share", five_levels(cross)},
                    {"regions_reached_a_day", five_levels(spread)}};
  return out;
}

}  // namespace passage::displacement
