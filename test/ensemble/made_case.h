// A small displacement case on disk: war at A, camps C and D behind the town B.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include <fmt/format.h>

namespace passage::ensemble {

inline std::filesystem::path made_case(const std::string& name) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / fmt::format("passage-ensemble-{}", getpid()) / name;
  const auto put = [&](const char* file, const std::string& text) {
    fs::create_directories((folder / file).parent_path());
    std::ofstream(folder / file) << text;
  };
  put("input_csv/sim_period.csv", "StartDate,2020-01-01\nLength,60\n");
  put("input_csv/locations.csv",
      "#name,region,country,lat,lon,type,conflict_date,pop\nA,r,X,0,0,conflict_zone,0,1000\nB,r,X,0,1,town,,\n"
      "C,r,Y,0,2,camp,,9000\nD,r,Y,1,2,camp,,0\n");
  put("input_csv/routes.csv", "#name1,name2,distance,forced\nA,B,100,\nB,C,150,\nB,D,250,\n");
  put("source_data/data_layout.csv", "total,t.csv\nC,c.csv\nD,d.csv\n");
  put("source_data/t.csv", "2020-01-01,0\n2020-02-29,12000\n");
  put("source_data/c.csv", "2020-01-01,0\n2020-02-29,7000\n");
  put("source_data/d.csv", "2020-01-01,0\n2020-02-29,5000\n");
  put("simsetting.yml", "move_rules:\n  max_move_speed: 200\n  avoid_short_stints: True\n");
  return folder;
}

}  // namespace passage::ensemble
