// Cases on real roads: the files of test/cases/NAME, the roads of PASSAGE_DATA beside them, and where they
// have no people of their own, people.csv made from public figures by assumptions that stand here. Nothing of
// the data is kept in the repository.
//
// moldova       UNHCR's arrivals in Moldova on 5 March 2022 (27,150), split equally over the crossings
//               between Ukraine and Moldova and evenly over the day's 24 hours, released on the hour.
// podkarpackie  UNHCR's arrivals in Poland on 6 March 2022 (140,843), split equally over the eight
//               crossings to Poland and evenly over 24 hours; only the crossings that the roads come near
//               to are in the case, four of the eight.
// moldova-corridor  nothing but one corridor, drawn by waypoints, with two windows; people.csv is its own.
// porto         240,000 people, synthetic: 60,000 in each of four boxes, people.geojson, as an area layer that the
//               program itself spreads over the length of residential streets.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace passage::test {

// The folder of PASSAGE_DATA; none if it is not set or lacks the case's files.
[[nodiscard]] std::optional<std::filesystem::path> data_for(const std::string& name);

// Makes the case NAME in `folder` (created, must not exist). data_for(name) must be there.
void make_case(const std::string& name, const std::filesystem::path& folder);

}  // namespace passage::test
