// The module passage._passage: the Session of api/ for Python. What Python's users see of it is in __init__.py, with
// names and types; here answers are the JSON text and the page.
#include <exception>
#include <string>
#include <utility>

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include "api/forecast.h"
#include "api/roads.h"
#include "api/session.h"
#include "python/watched.h"

namespace py = pybind11;

namespace passage::python {
namespace {

using api::Overwrite;
using api::Plan;
using api::Session;

// (JSON, page, stopped)
py::tuple told(const api::Answer& answer) {
  return py::make_tuple(answer.json, answer.page, answer.stopped);
}

Overwrite overwriting(bool overwrite) {
  return overwrite ? Overwrite::kReplace : Overwrite::kRefuse;
}

// Columns by name: lists of int, float or str.
py::dict told(const api::Table& table) {
  py::dict out;
  for (const api::Column& column : table.columns)
    out[py::str(column.name)] =
        std::visit([](const auto& cells) -> py::object { return py::cast(cells); }, column.cells);
  return out;
}

py::list told(const std::vector<api::Problem>& problems) {
  constexpr const char* kSeverity[] = {"error", "warning", "finding"};
  py::list out;
  for (const api::Problem& p : problems) {
    py::dict one;
    one["severity"] = kSeverity[static_cast<int>(p.severity)];
    one["code"] = p.code;
    one["problem"] = p.problem;
    one["why"] = p.why;
    one["where"] = p.where;
    one["suggestion"] = p.suggestion;
    one["persons"] = p.persons < 0 ? py::object(py::none()) : py::cast(p.persons);
    out.append(one);
  }
  return out;
}

// Error has what(), the list of problems, and the JSON of them; Python's class keeps the list as `problems`.
void add_errors(py::module_& m) {
  static PyObject* error = PyErr_NewException("passage.Error", PyExc_ValueError, nullptr);
  static PyObject* cancelled = PyErr_NewException("passage.Cancelled", PyExc_RuntimeError, nullptr);
  m.attr("Error") = py::handle(error);
  m.attr("Cancelled") = py::handle(cancelled);
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const api::Error& e) {
      py::object one = py::handle(error)(e.what());
      one.attr("problems") = told(e.problems());
      PyErr_SetObject(error, one.ptr());
    } catch (const api::Cancelled& e) {
      PyErr_SetString(cancelled, e.what());
    }
  });
}

void add_plan(py::module_& m) {
  py::class_<Plan>(m, "Plan")
      .def_static(
          "read",
          [](const std::filesystem::path& path, const py::object& progress) {
            return watched(progress, 0, [&](const api::Task& task) { return Plan::read(path, task); });
          },
          py::arg("path"), py::arg("progress"))
      .def("json", &Plan::json)
      .def("page", &Plan::page)
      .def("line", &Plan::line)
      .def("accepted", &Plan::accepted)
      .def("stopped", &Plan::stopped)
      .def("findings", [](const Plan& plan) { return told(plan.findings()); })
      .def("tables", &Plan::tables)
      .def(
          "table", [](const Plan& plan, const std::string& name) { return told(plan.table(name)); }, py::arg("name"))
      .def(
          "write",
          [](const Plan& plan, const std::vector<std::filesystem::path>& paths, bool overwrite) {
            const py::gil_scoped_release others;
            plan.write(paths, overwriting(overwrite));
          },
          py::arg("paths"), py::arg("overwrite"));
}

api::PlanWishes plan_wishes(bool fair, std::size_t routes, double step_s, double gap, double seconds,
                            std::int64_t work) {
  api::PlanWishes out;
  out.fair = fair;
  out.routes = routes;
  out.step_s = step_s;
  out.gap = gap;
  out.seconds = seconds;
  out.work = work;
  return out;
}

void add_session(py::module_& m) {
  py::class_<Session>(m, "Session")
      .def(py::init([](const std::filesystem::path& folder, const std::string& round,
                       const std::vector<std::string>& assume, const std::vector<std::string>& without,
                       const std::string& people, unsigned threads, const py::object& progress) {
             const api::Premises premises{round, assume, without, people};
             return watched(progress, threads, [&](const api::Task& task) { return Session(folder, premises, task); });
           }),
           py::arg("folder"), py::arg("round"), py::arg("assume"), py::arg("without"), py::arg("people"),
           py::arg("threads"), py::arg("progress"))
      .def("check", [](const Session& session) { return told(session.check()); })
      .def(
          "plan",
          [](const Session& session, bool fair, std::size_t routes, double step_s, double gap, double seconds,
             std::int64_t work, unsigned threads, const py::object& progress) {
            const api::PlanWishes wishes = plan_wishes(fair, routes, step_s, gap, seconds, work);
            return watched(progress, threads, [&](const api::Task& task) { return session.plan(wishes, task); });
          },
          py::arg("fair"), py::arg("routes"), py::arg("step_s"), py::arg("gap"), py::arg("seconds"), py::arg("work"),
          py::arg("threads"), py::arg("progress"))
      .def(
          "survival",
          [](const Session& session, bool fair, std::size_t routes, const std::vector<std::filesystem::path>& outputs,
             bool overwrite, unsigned threads, const py::object& progress) {
            api::PlanWishes wishes = plan_wishes(fair, routes, 0, 0.01, 0, 0);
            wishes.outputs = outputs;
            wishes.overwrite = overwriting(overwrite);
            return told(
                watched(progress, threads, [&](const api::Task& task) { return session.survival(wishes, task); }));
          },
          py::arg("fair"), py::arg("routes"), py::arg("outputs"), py::arg("overwrite"), py::arg("threads"),
          py::arg("progress"))
      .def(
          "verify_file",
          [](const Session& session, const std::filesystem::path& plan, unsigned threads, const py::object& progress) {
            return told(watched(progress, threads, [&](const api::Task& task) { return session.verify(plan, task); }));
          },
          py::arg("plan"), py::arg("threads"), py::arg("progress"))
      .def(
          "verify_plan",
          [](const Session& session, const Plan& plan, unsigned threads, const py::object& progress) {
            return told(watched(progress, threads, [&](const api::Task& task) { return session.verify(plan, task); }));
          },
          py::arg("plan"), py::arg("threads"), py::arg("progress"))
      .def(
          "worth",
          [](const Session& session, const std::vector<std::string>& also, bool quick, unsigned threads,
             const py::object& progress) {
            return told(watched(progress, threads, [&](const api::Task& task) {
              return session.worth({also, quick}, task);
            }));
          },
          py::arg("also"), py::arg("quick"), py::arg("threads"), py::arg("progress"))
      .def(
          "reach",
          [](const Session& session, const std::string& share, const std::string& by,
             const std::vector<std::string>& also, unsigned threads, const py::object& progress) {
            return told(watched(progress, threads, [&](const api::Task& task) {
              return session.reach({share, by, also}, task);
            }));
          },
          py::arg("share"), py::arg("by"), py::arg("also"), py::arg("threads"), py::arg("progress"))
      .def(
          "cut",
          [](const Session& session, const std::string& at, const std::vector<std::filesystem::path>& outputs,
             bool overwrite, unsigned threads, const py::object& progress) {
            const api::CutWishes wishes{at, outputs, overwriting(overwrite)};
            return told(watched(progress, threads, [&](const api::Task& task) { return session.cut(wishes, task); }));
          },
          py::arg("at"), py::arg("outputs"), py::arg("overwrite"), py::arg("threads"), py::arg("progress"))
      .def(
          "rounds",
          [](const Session& session, unsigned threads, const py::object& progress) {
            return told(watched(progress, threads, [&](const api::Task& task) { return session.rounds(task); }));
          },
          py::arg("threads"), py::arg("progress"))
      .def(
          "change",
          [](const Session& session, const std::string& before, const std::string& after, unsigned threads,
             const py::object& progress) {
            return told(
                watched(progress, threads, [&](const api::Task& task) { return session.change(before, after, task); }));
          },
          py::arg("before"), py::arg("after"), py::arg("threads"), py::arg("progress"));
}

// (JSON, page, stopped, findings)
py::tuple told(const api::Forecast& forecast) {
  return py::make_tuple(forecast.json, forecast.page, forecast.stopped, told(forecast.findings));
}

void add_forecasts(py::module_& m) {
  m.def(
      "forecast_outlook",
      [](const std::filesystem::path& folder, const std::string& as_of, const std::string& until,
         const std::string& ceasefire, const std::filesystem::path& plan, std::uint64_t seed, std::uint32_t runs,
         const std::filesystem::path& output, bool overwrite, const py::object& progress) {
        api::OutlookWishes wishes{as_of, until, ceasefire, plan, seed, runs};
        wishes.output = output;
        wishes.overwrite = overwriting(overwrite);
        return told(
            watched(progress, 0, [&](const api::Task& task) { return api::forecast_outlook(folder, wishes, task); }));
      },
      py::arg("folder"), py::arg("as_of"), py::arg("until"), py::arg("ceasefire"), py::arg("plan"), py::arg("seed"),
      py::arg("runs"), py::arg("output"), py::arg("overwrite"), py::arg("progress"));
  m.def(
      "forecast_arrivals",
      [](const std::filesystem::path& folder, const std::string& train_until, const std::string& until,
         const std::string& since, bool by_hour, std::uint64_t seed, const std::filesystem::path& output,
         bool overwrite, const py::object& progress) {
        const api::ArrivalsWishes wishes{train_until, until, since, by_hour, seed, output, overwriting(overwrite)};
        return told(
            watched(progress, 0, [&](const api::Task& task) { return api::forecast_arrivals(folder, wishes, task); }));
      },
      py::arg("folder"), py::arg("train_until"), py::arg("until"), py::arg("since"), py::arg("by_hour"),
      py::arg("seed"), py::arg("output"), py::arg("overwrite"), py::arg("progress"));
}

}  // namespace

PYBIND11_MODULE(_passage, m) {
  m.doc() = "What passage is made of; import passage.";
  m.attr("NONE") = api::Column::kNone;
  add_errors(m);
  add_plan(m);
  add_session(m);
  add_forecasts(m);
  m.def(
      "import_roads",
      [](const std::filesystem::path& input, const std::filesystem::path& output, const std::filesystem::path& model,
         bool overwrite, const py::object& progress) {
        return told(watched(progress, 0, [&](const api::Task& task) {
          return api::import_roads(input, output, model, overwriting(overwrite), task);
        }));
      },
      py::arg("input"), py::arg("output"), py::arg("model"), py::arg("overwrite"), py::arg("progress"));
}

}  // namespace passage::python
