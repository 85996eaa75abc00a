// make_case NAME DIR: a case on real roads as the tests plan it, to be looked at, planned and timed by hand.
#include <cstdio>

#include "test/cases/real_cases.h"

int main(int argc, char** argv) {
  if (argc != 3 || !passage::test::data_for(argv[1])) {
    std::fputs("make_case moldova|moldova-corridor|podkarpackie|porto DIR; PASSAGE_DATA must hold the data\n", stderr);
    return 2;
  }
  passage::test::make_case(argv[1], argv[2]);
}
