#include "orders/fair.h"

#include <algorithm>
#include <map>

#include "solver/solve.h"

namespace passage::orders {

using flow::Amount;
using flow::Piece;
using flow::PieceId;
using flow::Step;

namespace {

// A flow problem in which each district is a node of its own. It has an arc to the vertex of each of its supplies,
// which is open in the step of their release for as many people as they are.
class Sharing {
 public:
  Sharing(const Discrete& discrete, const std::vector<std::string>& district) : problem_(discrete.problem) {
    std::map<std::string, std::size_t> index;
    for (const std::string& name : district) index.emplace(name, index.size());
    const auto first = static_cast<std::uint32_t>(problem_.node_count);
    problem_.node_count += index.size();
    people_.assign(index.size(), 0);
    std::vector<std::uint32_t> pieces;
    for (const flow::ArcId a : problem_.tail.ids())
      pieces.push_back(static_cast<std::uint32_t>(problem_.pieces_of[a].size()));
    for (std::size_t s = 0; s < district.size(); ++s) {
      const flow::Supply& supply = problem_.supplies[s];
      const std::size_t d = index.at(district[s]);
      people_[d] += supply.persons;
      arc_of_.push_back(problem_.tail.push_back(flow::NodeId{first + static_cast<std::uint32_t>(d)}));
      problem_.head.push_back(supply.node);
      problem_.time.push_back(0);
      problem_.capacity.push_back({0, 1, 0});
      const bool in_time = supply.release <= problem_.horizon;
      if (in_time) problem_.pieces.push_back(Piece{{supply.release, supply.release + 1}, {supply.persons, 1, 0}});
      pieces.push_back(in_time ? 1 : 0);
    }
    std::vector<std::uint32_t> offsets{0};
    for (const std::uint32_t n : pieces) offsets.push_back(offsets.back() + n);
    problem_.pieces_of = Rows<flow::ArcId, PieceId>(std::move(offsets));
    problem_.supplies.clear();
    for (std::size_t d = 0; d < index.size(); ++d)
      problem_.supplies.push_back({flow::NodeId{first + static_cast<std::uint32_t>(d)}, 0, 0});
  }

  // By supply: how many may go.
  std::vector<Amount> run() {
    std::vector<Amount> share(people_.size(), 0);
    std::vector<char> fixed(people_.size(), 0);
    while (std::count(fixed.begin(), fixed.end(), 0) > 0) {
      for (const std::size_t d : raise(share, fixed)) fixed[d] = 1;
    }
    // Shares are whole people, rounded down; the places that are left by that go to the districts in their order.
    for (std::size_t d = 0; d < share.size(); ++d) {
      const Amount now = share[d];
      if (now == people_[d]) continue;
      share[d] = people_[d];
      Amount all = 0;
      for (const Amount a : share) all += a;
      share[d] -= all - safe(share);
      PASSAGE_EXPECT(share[d] >= now);
    }
    (void)safe(share);
    std::vector<Amount> out(arc_of_.size(), 0);
    for (const flow::Entry& entry : solved_.solution.entries) {
      if (entry.arc.index() >= arc_of_.front().index())
        out[entry.arc.index() - arc_of_.front().index()] += entry.amount;
    }
    return out;
  }

 private:
  Amount safe(const std::vector<Amount>& share) {
    for (std::size_t d = 0; d < share.size(); ++d) problem_.supplies[d].persons = share[d];
    solved_ =
        solver::solve(problem_, {.aim = solver::Aim::kSafeEarly, .cuts = solver::Cuts::kAtDeadlines}, to_the_end_);
    return solved_.solution.safe;
  }

  // Finds the largest share that all districts that are not fixed can get at once beside the fixed ones, and returns
  // those that can get no more. It is Newton's method on the least cut: a share that is too large gives a set of
  // districts that are held back, and this set the next, smaller share.
  std::vector<std::size_t> raise(std::vector<Amount>& share, const std::vector<char>& fixed) {
    Rational level{1};
    std::vector<std::size_t> tight;
    for (std::size_t d = 0; d < share.size(); ++d)
      if (!fixed[d]) tight.push_back(d);
    for (;;) {
      Amount all = 0;
      for (std::size_t d = 0; d < share.size(); ++d) {
        if (!fixed[d]) share[d] = (level * Rational{people_[d]}).floor();
        all += share[d];
      }
      const Amount through = safe(share);
      if (through == all) return tight;
      // Held back are the districts on the near side of the cut. They share what it lets through.
      const flow::StepCut& cut = solved_.certificate.cuts.back();
      Amount room = through, people = 0;
      tight.clear();
      for (std::size_t d = 0; d < share.size(); ++d) {
        if (cut.cut_time[problem_.supplies[d].node] > 0) {
          room -= share[d];
        } else if (fixed[d]) {
          room -= share[d];
        } else {
          tight.push_back(d);
          people += people_[d];
        }
      }
      PASSAGE_EXPECT(people > 0);
      const Rational next = Rational::of(std::max<Amount>(0, room), people);
      PASSAGE_EXPECT(next < level);
      level = next;
    }
  }

  flow::Problem problem_;
  std::vector<Amount> people_;       // by district
  std::vector<flow::ArcId> arc_of_;  // by supply, in a row
  solver::Solved solved_;
  const jobs::Task to_the_end_{1};  // shares are exact or none
};

}  // namespace

void share_fairly(Discrete& discrete, const std::vector<std::string>& district) {
  if (district.empty()) return;
  const std::vector<Amount> go = Sharing(discrete, district).run();
  for (std::size_t s = 0; s < go.size(); ++s) discrete.problem.supplies[s].persons = go[s];
}

}  // namespace passage::orders
