#include "reconcile/erp_rows.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>

namespace acumage::reconcile {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::minutes patience{60};  // then a side that does not answer ends the job

}  // namespace

error ended() { return {errc::unavailable, "reconcile: the job was ended", {}}; }

status wait_again(const rest_function& rest, std::chrono::milliseconds& waited,
                  const std::string& why, std::chrono::milliseconds least) {
  const auto pause = std::max(least, std::clamp<std::chrono::milliseconds>(waited, 5s, 60s));
  waited += pause;
  if (waited > patience) return error{errc::unavailable, why, {}};
  return rest(pause) ? done() : status{ended()};
}

result<pull::page> erp_rows::ask(
    const std::function<pull::outcome<pull::page>(pull::erp_session&)>& how) const {
  for (std::chrono::milliseconds waited{0};;) {
    pull::outcome<pull::page> came = pull::problem{pull::trouble::stopped, {}, {}};
    if (!erp_.lend([&](pull::erp_session& erp) { came = how(erp); })) return ended();
    if (auto* page = std::get_if<pull::page>(&came)) return std::move(*page);
    const auto& met = std::get<pull::problem>(came);
    if (met.kind == pull::trouble::fatal) return error{errc::invalid, met.message, {}};
    if (auto paused = wait_again(rest_, waited, met.message, met.not_before); !paused)
      return paused.problem();
  }
}

status erp_rows::each_value(
    entity which, const actors::held_rules& rules, const acumatica::field_aliases& aliases,
    const std::function<status(std::vector<actors::erp_value>)>& take) const {
  std::unique_ptr<pull::row_source> rows;
  std::string resume;
  std::vector<std::string> held_back;  // rows of the last record of a page: more may follow
  for (bool last = false; !last;) {
    auto page = ask([&](pull::erp_session& erp) {
      if (!rows) rows = erp.read(which, {}, resume);
      auto came = rows->next();
      if (std::holds_alternative<pull::problem>(came)) rows.reset();
      return came;
    });
    if (!page) return page.problem();
    resume = page->resume;
    last = page->last;
    actors::erp_records records{which, rules, aliases};
    std::vector<std::string> next;
    std::string record;
    for (auto* some : {&held_back, &page->rows})
      for (auto& row : *some) {
        // Rows are sorted by their record, so that only those of the last may go on.
        const auto name = actors::erp_records{which, rules, aliases}.add(row);
        if (name != record) {
          for (const auto& each : next) records.add(each);
          next.clear();
          record = name;
        }
        next.push_back(std::move(row));
      }
    if (last)
      for (const auto& each : std::exchange(next, {})) records.add(each);
    held_back = std::move(next);
    if (auto taken = take(records.take()); !taken) return taken;
  }
  return done();
}

}  // namespace acumage::reconcile
