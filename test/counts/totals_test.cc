#include "counts/totals.h"

#include <gtest/gtest.h>

#include "counts/import_counts.h"

namespace passage::counts {
namespace {

using People = std::map<std::string, std::map<std::string, std::int64_t>>;

ImportedCounts imported(const std::string& text, Problems& problems) {
  ImportedRows rows;
  rows.add(text, "a.csv", "a", problems);
  return rows.counts(problems);
}

bool tells(const Problems& problems, const std::string& text) {
  for (const Problem& problem : problems.list())
    if (problem.problem.find(text) != std::string::npos) return true;
  return false;
}

constexpr const char* kHapi =
    "asylum_location_code,origin_location_code,gender,age_range,population,reference_period_start\n";
constexpr const char* kDtm =
    "id,operation,admin0Pcode,admin1Pcode,numPresentIdpInd,reportingDate,roundNumber,displacementReason\n";

TEST(Totals, AllInAnySpelling) {
  for (const char* all : {"",
                          "-",
                          "*",
                          "\xE2\x80\x94",
                          "all",
                          " ALL ",
                          "Both sexes",
                          "both_sexes",
                          "All ages",
                          "ALL AGE GROUPS",
                          "all-ages",
                          "0+",
                          "_T",
                          "Total",
                          "total g\xC3\xA9n\xC3\xA9ral",
                          "TOUS \xC3\x82GES",
                          "Todas las edades",
                          "Ambos sexos",
                          "Overall",
                          "combined",
                          "m+f",
                          "Hommes et femmes",
                          "Total (all countries)",
                          "\xD0\x92\xD0\xA1\xD0\xAC\xD0\x9E\xD0\x93\xD0\x9E"})
    EXPECT_TRUE(means_all(all)) << all;
  for (const char* part : {"f", "m", "0", "0-4", "18+", "UKR", "unknown", "All other", "all women", "other"})
    EXPECT_FALSE(means_all(part)) << part;
  for (const char* total : {"TOTAL", "Grand total:", "All countries", "Sum", "EU total", "Sub-total", "World"})
    EXPECT_TRUE(is_total(total)) << total;
  for (const char* place : {"", "-", "Poland", "Other", "Republic of Moldova", "Totalan"})
    EXPECT_FALSE(is_total(place)) << place;
}

TEST(Totals, AllAgesOfASexAreNotAddedToItsAges) {
  for (const char* all : {"all ages", "Total", "_T", "Tous les \xC3\xA2ges", ""}) {
    Problems problems;
    const std::string rows =
        std::string("POL,UKR,f,") + all + ",600,2022-01-01\n" + "POL,UKR,f,0-4,100,2022-01-01\n" +
        "POL,UKR,f,5+,500,2022-01-01\nPOL,UKR,m,0-17,300,2022-01-01\nPOL,UKR,m,18+,100,2022-01-01\n";
    EXPECT_EQ(imported(kHapi + rows, problems).people, (People{{"POL", {{"2022-01-01", 1000}}}})) << all;
    EXPECT_TRUE(tells(problems, "600 for all, not 600 by age")) << all;
  }
}

TEST(Totals, AnUnknownWordForAllIsTold) {
  Problems problems;
  imported(std::string(kHapi) + "POL,UKR,f,all,600,2022-01-01\nPOL,UKR,m,all,400,2022-01-01\n" +
               "POL,UKR,Zusammen,all,1000,2022-01-01\n",
           problems);
  EXPECT_TRUE(tells(problems, "\"Zusammen\" has as many people as all others together"));
}

TEST(Totals, OfPlacesAreLeftOutAndCompared) {
  for (const char* total : {"TOTAL", "Total", "All countries", "Grand total", "Sum", "EU total"}) {
    Problems problems;
    const std::string name = total;
    EXPECT_EQ(imported("coa_name,data_date,individuals\nPoland,2022-03-01,1000\nRomania,2022-03-01,500\n" + name +
                           ",2022-03-01,1700\n" + name + ",2022-03-02,2000\n",
                       problems)
                  .people,
              (People{{"Poland", {{"2022-03-01", 1000}}}, {"Romania", {{"2022-03-01", 500}}}}));
    EXPECT_TRUE(tells(problems, "1,500 by place, not 1,700 in rows \"" + name + "\""));
    EXPECT_TRUE(tells(problems, "2,000 people in rows \"" + name + "\" on 1 date without figures of places"));
  }
}

TEST(Totals, OfDistrictsAreTheCountrys) {
  Problems problems;
  EXPECT_EQ(imported(std::string(kDtm) + "1,Conflict,SDN,SD02,1000,2024-01-31,5,\n" +
                         "2,Conflict,SDN,SD03,500,2024-01-31,5,\n3,Conflict,SDN,Total,1500,2024-01-31,5,\n",
                     problems)
                .people,
            (People{{"SD02", {{"2024-01-31", 1000}}}, {"SD03", {{"2024-01-31", 500}}}}));
  EXPECT_TRUE(tells(problems, "1,500 for districts, not 1,500 for the country"));
}

TEST(Totals, WithANameAndNoCodeAreOfTheLevelAbove) {
  Problems problems;
  EXPECT_EQ(imported("admin0Pcode,admin1Pcode,admin2Pcode,admin2Name,numPresentIdpInd,reportingDate\n"
                     "SDN,SD02,SD0201,A,600,2024-01-31\nSDN,SD02,SD0202,B,400,2024-01-31\n"
                     "SDN,SD02,,Total,1000,2024-01-31\n",
                     problems)
                .people,
            (People{{"SD02", {{"2024-01-31", 1000}}}}));
  EXPECT_TRUE(tells(problems, "1,000 at admin 1, not 1,000 at admin 2"));
}

TEST(Totals, OfOperationsAreNotAddedToThem) {
  Problems problems;
  EXPECT_EQ(
      imported(std::string(kDtm) + "1,Conflict,SDN,SD02,700,2024-01-31,5,\n2,Drought,SDN,SD02,300,2024-01-31,5,\n" +
                   "3,All operations,SDN,SD02,1000,2024-01-31,5,\n",
               problems)
          .people,
      (People{{"SD02", {{"2024-01-31", 1000}}}}));
  EXPECT_TRUE(tells(problems, "1,000 for all, not 1,000 by operation"));
  Problems country;
  EXPECT_EQ(imported("admin0Pcode,admin1Pcode,operation,numPresentIdpInd,reportingDate\n"
                     "SDN,,Total,1000,2024-01-31\nSDN,SD02,Conflict,1000,2024-01-31\n",
                     country)
                .people,
            (People{{"SD02", {{"2024-01-31", 1000}}}}));
}

TEST(Contradictions, OfRowsAreErrorsAndRepeatsCountOnce) {
  for (const char* rows : {"1,Conflict,SDN,SD02,1000,2024-01-31,5,\n1,Conflict,SDN,SD02,900,2024-01-31,5,\n",
                           "1,Conflict,SDN,SD02,1000,2024-01-31,5,\n2,Conflict,SDN,SD02,900,2024-01-31,5,\n"}) {
    Problems problems;
    imported(std::string(kDtm) + rows, problems);
    EXPECT_TRUE(problems.has_errors());
    EXPECT_TRUE(tells(problems, "Conflict of SD02 on 2024-01-31: 1,000 in a.csv:2, 900 in a.csv:3"));
  }
  Problems problems;
  EXPECT_EQ(imported("year,coo_iso,coa_iso,refugees\n2022,UKR,POL,1000\n2022,UKR,POL,1000\n", problems).people,
            (People{{"POL", {{"2022-12-31", 1000}}}}));
  EXPECT_FALSE(problems.has_errors());
  EXPECT_TRUE(tells(problems, "left out: 1 row with the figure of one before"));
}

TEST(Contradictions, AreNoneBetweenReasonsOrCountriesOfAsylum) {
  Problems problems;
  const std::string reasons = std::string(kDtm) + "1,Conflict,SDN,SD02,700,2024-01-31,5,Conflict\n" +
                              "2,Conflict,SDN,SD02,300,2024-01-31,5,Flood\n";
  EXPECT_EQ(imported(reasons, problems).people, (People{{"SD02", {{"2024-01-31", 1000}}}}));
  EXPECT_TRUE(tells(problems, "1,000 people in 2 rows that differ in displacementReason"));
  Problems others;
  EXPECT_EQ(imported(reasons + "3,Conflict,SDN,SD02,1000,2024-01-31,5,All reasons\n", others).people,
            (People{{"SD02", {{"2024-01-31", 1000}}}}));
  Problems home;
  EXPECT_EQ(imported("year,coo_iso,coa_iso,idps\n2022,UKR,POL,0\n2022,UKR,UKR,5000\n", home).people,
            (People{{"UKR-idp", {{"2022-12-31", 5000}}}}));
  EXPECT_FALSE(problems.has_errors() || others.has_errors() || home.has_errors());
}

}  // namespace
}  // namespace passage::counts
