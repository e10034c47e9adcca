#include "simulator/faults/rules.hpp"

#include "messages/key.hpp"
#include "simulator/body.hpp"

#include <algorithm>

namespace acumage::simulator {
namespace {

bool has_segments(std::string_view path, std::string_view wanted) {
  if (wanted.empty()) return true;
  for (auto at = path.find(wanted); at != std::string_view::npos; at = path.find(wanted, at + 1)) {
    const auto end = at + wanted.size();
    const bool starts = wanted.front() == '/' || at == 0 || path[at - 1] == '/';
    const bool ends = wanted.back() == '/' || end == path.size() || path[end] == '/';
    if (starts && ends) return true;
  }
  return false;
}

bool meant(const fault::target& where, const request& what) {
  if (!where.method.empty() && where.method != what.method) return false;
  if (!has_segments(what.path(), where.path)) return false;
  return where.sku.empty() || names_text(what.body, where.sku);
}

}  // namespace

std::uint64_t fault_rules::arm(fault what) {
  std::lock_guard lock{mutex_};
  std::mt19937_64 random{what.when.seed};
  const auto ends =
      what.when.lasts.count() > 0 ? clock::now() + what.when.lasts : clock::time_point::max();
  rules_.push_back(
      {.armed = {.id = ++last_id_, .what = std::move(what)}, .ends = ends, .random = random});
  return last_id_;
}

bool fault_rules::clear(std::uint64_t id) {
  std::size_t gone = 0;
  {
    std::lock_guard lock{mutex_};
    gone = std::erase_if(rules_, [&](const auto& one) { return one.armed.id == id; });
  }
  cleared_.notify_all();
  return gone > 0;
}

void fault_rules::clear_all() {
  {
    std::lock_guard lock{mutex_};
    rules_.clear();
  }
  cleared_.notify_all();
}

std::vector<armed_fault> fault_rules::list() const {
  std::lock_guard lock{mutex_};
  std::vector<armed_fault> all;
  for (const auto& one : rules_) all.push_back(one.armed);
  return all;
}

bool fault_rules::strikes(rule& one) {
  const auto& when = one.armed.what.when;
  if (one.ends != clock::time_point::max() && clock::now() >= one.ends) return false;
  if (when.count != 0 && one.armed.struck >= when.count) return false;
  if (one.met++ < when.skip) return false;
  if (when.every > 1 && (one.met - when.skip) % when.every != 0) return false;
  if (when.probability < 1) {
    const double drawn = static_cast<double>(one.random() >> 11) * 0x1p-53;  // 0 to 1, exclusive
    if (drawn >= when.probability) return false;
  }
  ++one.armed.struck;
  return true;
}

std::optional<armed_fault> fault_rules::strike(const request& what) {
  std::lock_guard lock{mutex_};
  for (auto& one : rules_)
    if (meant(one.armed.what.where, what) && strikes(one)) return one.armed;
  return std::nullopt;
}

bool fault_rules::wait_until_cleared(std::uint64_t id, std::chrono::milliseconds at_most) const {
  std::unique_lock lock{mutex_};
  const auto find = [&] {
    return std::find_if(rules_.begin(), rules_.end(),
                        [&](const auto& one) { return one.armed.id == id; });
  };
  const auto gives_up = clock::now() + at_most;
  const auto own = find();
  const auto ends = own == rules_.end() ? clock::time_point::min() : own->ends;
  const bool cleared =
      cleared_.wait_until(lock, std::min(gives_up, ends), [&] { return find() == rules_.end(); });
  return cleared || ends <= gives_up;
}

}  // namespace acumage::simulator
