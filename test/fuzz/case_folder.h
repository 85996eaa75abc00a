// A case of which one file is replaced.
#pragma once

#include "casefile/read_case.h"
#include "scenario/case.h"
#include "test/fuzz/fuzz.h"

namespace passage::fuzz {

// test/fuzz/case, which has every file that a case may have; read as it is, so that a change of the schema that
// leaves it behind is noticed.
class CaseFolder : public Folder {
 public:
  explicit CaseFolder(std::string_view ending) : Folder("test/fuzz/case", ending) {
    expect(accepts([this] { (void)casefile::read_case(path(), {}, jobs::Task()); }),
           "test/fuzz/case is no case any more");
  }
  // Nobody is lost in a case that is read.
  void read(std::string_view input) {
    read_with(input, [this] {
      for (const scenario::Origin& o : casefile::read_case(path(), {}, jobs::Task()).origins)
        expect(o.persons == o.staying + o.by_car + o.on_foot,
               "people are lost between all, by car, on foot and staying");
    });
  }
};

}  // namespace passage::fuzz
