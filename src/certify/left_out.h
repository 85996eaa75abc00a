// Labels left out (docs/methods/certificate.md): a node without a row has the latest moment from which, entering
// each road before the cut time of its head less the travel time, and while the road is open, a node with a row is
// reached; 0 where none can be; or the soonest that anybody can be there, if that is later. In whole milliseconds.
#pragma once

#include <vector>

#include "certify/bound.h"

namespace passage::certify {

class LeftOut {
 public:
  // rules: in whole milliseconds. O(nodes + road sides), and O(nodes log nodes) for the soonest.
  LeftOut(const Case& c, const Rules& rules);

  // Fills in `alpha` where `given` (by 2 node + Mode) is 0. O((nodes + road sides) log nodes).
  void fill(Millis deadline, const std::vector<char>& given, Alpha& alpha) const;

 private:
  struct In {  // a road side that may be entered, at its head
    NodeId tail;
    std::uint32_t open;  // index of ModeRules::sets
    Tick travel;
  };
  const Rules& rules_;
  std::size_t nodes_;
  std::array<std::vector<std::uint32_t>, 2> first_;  // by Mode and node: its sides in `into_`
  std::array<std::vector<In>, 2> into_;
  Soonest soonest_;
};

}  // namespace passage::certify
