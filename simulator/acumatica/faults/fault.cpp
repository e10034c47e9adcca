#include "simulator/acumatica/faults/fault.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace acumage::simulator::acumatica {
namespace {

/// In the order of the enumeration.
constexpr std::array<std::string_view, 40> names_of_troubles{"queue_delay",
                                                             "declined",
                                                             "reset",
                                                             "gateway",
                                                             "seats_used",
                                                             "login_limit_as_500",
                                                             "surplus_ends_oldest",
                                                             "other_tenant",
                                                             "session_dies",
                                                             "token_expires",
                                                             "login_page",
                                                             "forbidden",
                                                             "cannot_optimize",
                                                             "no_body",
                                                             "silent_empty",
                                                             "needs_parameters",
                                                             "formula_column",
                                                             "missing_column",
                                                             "page_cut",
                                                             "order_ignored",
                                                             "empty_field",
                                                             "padded_keys",
                                                             "keyless_row",
                                                             "bad_number",
                                                             "decimals_as_text",
                                                             "times_as_text_ticks",
                                                             "time_with_offset",
                                                             "time_bare",
                                                             "time_local_as_utc",
                                                             "huge_rows",
                                                             "row_changes",
                                                             "row_vanishes",
                                                             "garbled",
                                                             "cut_body",
                                                             "slow_body",
                                                             "no_date",
                                                             "clock_skew",
                                                             "push_dropped",
                                                             "push_fails",
                                                             "push_unanswered"};
static_assert(names_of_troubles.size() == static_cast<std::size_t>(trouble::push_unanswered) + 1);

bool of_pushes(trouble what) { return what >= trouble::push_dropped; }

/// Of signing in, and of every answer.
bool strikes_sign_ins(trouble what) {
  return (what >= trouble::seats_used && what <= trouble::other_tenant) ||
         what == trouble::no_date || what == trouble::clock_skew;
}

bool is_spent(const fault& what, std::uint64_t struck) {
  return what.count != 0 && struck >= what.count;
}

}  // namespace

std::string_view to_string(trouble which) {
  return names_of_troubles.at(static_cast<std::size_t>(which));
}

std::optional<trouble> trouble_from(std::string_view name) {
  const auto found = std::find(names_of_troubles.begin(), names_of_troubles.end(), name);
  if (found == names_of_troubles.end()) return std::nullopt;
  return static_cast<trouble>(std::distance(names_of_troubles.begin(), found));
}

const fault* strikes::find(trouble what) const {
  const auto found =
      std::find_if(all_.begin(), all_.end(), [&](const auto& one) { return one.what == what; });
  return found == all_.end() ? nullptr : &*found;
}

bool strikes::names(trouble what, std::string_view field) const {
  return std::any_of(all_.begin(), all_.end(),
                     [&](const auto& one) { return one.what == what && one.field == field; });
}

std::uint64_t fault_list::arm(fault what) {
  std::lock_guard lock{mutex_};
  faults_.push_back({.id = ++last_id_, .what = std::move(what)});
  met_.push_back(0);
  return last_id_;
}

bool fault_list::clear(std::uint64_t id) {
  std::lock_guard lock{mutex_};
  const auto found =
      std::find_if(faults_.begin(), faults_.end(), [&](const auto& one) { return one.id == id; });
  if (found == faults_.end()) return false;
  met_.erase(met_.begin() + std::distance(faults_.begin(), found));
  faults_.erase(found);
  return true;
}

void fault_list::clear_all() {
  std::lock_guard lock{mutex_};
  faults_.clear();
  met_.clear();
}

std::vector<armed_fault> fault_list::list() const {
  std::lock_guard lock{mutex_};
  return faults_;
}

strikes fault_list::strike(std::string_view route, bool signing_in) {
  std::lock_guard lock{mutex_};
  strikes made;
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    auto& [id, what, struck] = faults_[i];
    if (of_pushes(what.what) || is_spent(what, struck)) continue;
    const bool meant = what.where.empty() ? !signing_in || strikes_sign_ins(what.what)
                                          : route.find(what.where) != std::string_view::npos;
    if (!meant || met_[i]++ < what.skip) continue;
    ++struck;
    made.add(what);
  }
  return made;
}

std::optional<fault> fault_list::strike_push(trouble what, std::string_view query) {
  std::lock_guard lock{mutex_};
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    auto& [id, armed, struck] = faults_[i];
    if (armed.what != what || is_spent(armed, struck)) continue;
    if (query.find(armed.where) == std::string_view::npos || met_[i]++ < armed.skip) continue;
    ++struck;
    return armed;
  }
  return std::nullopt;
}

}  // namespace acumage::simulator::acumatica
