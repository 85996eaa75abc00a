// The case: everything a plan is made from, read and checked, figures still exact.
// docs/formats.md (schema 1) says what each file, key and column means. Plain data: what the rules
// make of it (when a road is open, who may stand where) is worked out by rules/ and, on its own,
// by verify/.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/interval.h"
#include "core/quantity.h"
#include "core/table.h"
#include "network/network.h"

namespace passage::scenario {

using OriginId = Id<struct OriginTag>;
using RefugeId = Id<struct RefugeTag>;
using CorridorId = Id<struct CorridorTag>;
using TermId = Id<struct TermTag>;
using RoundId = Id<struct RoundTag>;

// Times of a case: since its start, so that start = 0 and the horizon is [0, horizon).
using CaseTime = Millis;
using CaseInterval = Interval<CaseTime>;

enum class Outside { kFree, kForbidden, kOwnRisk };
enum class WindowRule { kClear, kEnter };
enum class WaitRule { kAnywhere, kOriginsAndStaging };

struct Behaviour {
  PersonsPerVehicle people_per_car{Rational{1}};
  Rational car_share{1}, uptake_share{1};
  std::int64_t walk_m_h = 4000;  // metres an hour
  Rational bus_car_units{2};     // cars' room on the road that a bus takes
};

struct Source {
  std::string id, title, url, date, licence;
};

// One row of people.csv, or one place of a people layer or raster.
struct Origin {
  std::string id, name, district, source;     // district: id where the row names none
  std::map<std::string, std::string> pcodes;  // "adm1_pcode" -> "UA23"
  network::Coordinate position;
  Persons persons;          // all, those who stay too
  Persons staying;          // persons - round(uptake_share x persons)
  Persons by_car, on_foot;  // of those who move
  CaseTime release{0};
  std::optional<PersonsPerVehicle> people_per_car;  // none = [behaviour]
  std::int64_t priority = 0;                        // whoever has more is planned before
  // Nearest usable node of the mode in the component that reaches refuges; invalid if there is
  // none within snap_m (then those people are unreached).
  network::NodeId car_node, foot_node;
  std::string where;  // "people.csv:3"
};

struct Refuge {
  std::string id, name, kind, source;
  network::Coordinate position;
  std::optional<Persons> capacity;       // over the whole horizon; none = unlimited
  std::optional<PersonsPerHour> intake;  // none = unlimited
  std::vector<CaseInterval> open;        // merged, within the horizon; refuges.csv and openings.csv
  network::NodeId car_node, foot_node;   // as for origins
  std::map<std::string, std::string> pcodes;
  std::string where;
};

// Buses or trains that stand at a base, take people from it who have no car, and come back for more.
struct Fleet {
  std::string id, source;
  std::int64_t vehicles = 0, seats = 0;  // > 0
  OriginId base;
  Millis board{0};       // from when people may leave, or the bus is back, to its departure
  Millis turnaround{0};  // from one departure of a bus to its next, at least; > 0
  RefugeId to;           // of trains: where they run, on rails of their own; invalid: buses
  Millis ride{0};        // of trains: from departure to arrival, <= turnaround
  // Of buses: from one convoy's entry into a road to the next one's, at least; >= a quarter of an hour.
  Millis escort{15 * 60'000};
};

struct Party {
  std::string id, name;
};

enum class RoundStatus { kTentative, kAgreed, kActive, kSuspended, kEnded };

struct Round {
  std::string id, date, place, source;
  RoundStatus status = RoundStatus::kTentative;
  std::vector<std::string> parties;  // party ids
};

// A direction of a road.
struct RoadSide {
  network::RoadId road;
  network::Direction direction = network::Direction::kForward;
  bool operator==(const RoadSide&) const = default;
};

struct Corridor {
  std::string id, name;
  RoundId round;
  std::vector<RoadSide> roads;  // in the order people travel; from waypoints or as listed
};

enum class TermKind { kWindow, kRoad, kCheckpoint, kDailyLimit, kOpening };
enum class Stance { kAccepts, kRefuses, kOpen };

struct Term {
  std::string id;
  RoundId round;
  TermKind kind = TermKind::kWindow;
  std::map<std::string, Stance> stance;  // by party id; a party of the round not named is open
  bool granted = false;                  // of the planned round: every party of it accepts, or assumed
  bool in_force = false;                 // granted, and not replaced by a granted term
  std::string replaces;                  // term id or empty
  CorridorId corridor;                   // kWindow, kDailyLimit
  network::RoadId road;                  // kRoad, kCheckpoint
  RefugeId refuge;                       // kOpening
  std::vector<CaseInterval> intervals;   // kWindow (a recurring one: all of them), kOpening; cut to the horizon
  std::int64_t lanes = 0;                // kCheckpoint
  Rational seconds_per_vehicle;          // kCheckpoint
  Persons persons_per_day;               // kDailyLimit
  std::string where;
};

struct Agreement {
  std::vector<Party> parties;
  Table<RoundId, Round> rounds;
  Table<CorridorId, Corridor> corridors;
  Table<TermId, Term> terms;  // of all rounds
  RoundId planned;            // the round that binds; invalid if the case has no agreement
};

// The parties of its round that do not accept the term yet, in the round's order. round is valid.
[[nodiscard]] std::vector<std::string> grants_needed(const Agreement& agreement, const Term& term);

// Sets in_force of every term from what is granted.
void decide_force(Agreement& agreement);

struct Danger {
  std::string id, source;
  bool closed = false;
  std::optional<Rational> exposure_per_person_h;
  CaseInterval when;  // within the horizon
  // The road sides it touches, with the share of each one's length inside (1 for a line or a list
  // of roads), and the nodes inside the polygon (none for a line or a list).
  struct Touched {
    RoadSide side;
    double share = 1;
  };
  std::vector<Touched> touched;
  std::vector<network::NodeId> nodes_inside;
  bool is_polygon = false;
  std::vector<std::vector<network::Coordinate>> rings;  // as drawn: for maps (or lines)
  std::string where;
};

struct InputFile {
  std::string path;  // relative to the case
  std::string sha256;
};

struct Case {
  std::string id, title, language, time_zone, source;
  Instant start;        // UTC
  CaseTime horizon{0};  // length
  Behaviour behaviour;
  Outside outside = Outside::kFree;
  WindowRule window = WindowRule::kClear;
  WaitRule wait = WaitRule::kAnywhere;
  Metres snap{1000};
  std::map<std::string, Source> sources;
  Table<OriginId, Origin> origins;
  Table<RefugeId, Refuge> refuges;
  std::vector<Fleet> fleets;
  network::Network network;
  Table<network::RoadId, Persons> staging;  // room to wait at `to`; empty table = none anywhere
  Agreement agreement;
  std::vector<Danger> dangers;
  // Midnights of time_zone within the horizon, with start and end: calendar days (for daily limits).
  std::vector<CaseInterval> days;
  std::vector<Problem> findings;  // warnings and findings of reading
  std::vector<InputFile> inputs;  // every file read, sorted by path
  std::string directory;
};

// Local time of the case with offset: "2022-03-05T12:00:00+02:00" (milliseconds only if not whole).
[[nodiscard]] std::string local_time(const Case& c, CaseTime t);

}  // namespace passage::scenario
