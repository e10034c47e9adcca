#include "simulator/customers/customers.hpp"

#include "simulator/column.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <limits>
#include <mutex>

namespace acumage::simulator {

std::string database_time() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &parts)};
}

customer_accounts::customer_accounts(std::vector<customer> customers,
                                     std::vector<customer_group> groups) {
  for (auto& one : groups) add_group(std::move(one));
  for (auto& one : customers) static_cast<void>(save(std::move(one)));
}

customer_accounts::place customer_accounts::place_of(const customer& one) {
  return {collated(one.email), one.website_id};
}

std::optional<std::int64_t> customer_accounts::save(customer what) {
  std::unique_lock lock{mutex_};
  const auto owner = owners_.find(place_of(what));
  if (owner != owners_.end() && owner->second != what.id) return std::nullopt;
  if (what.id == 0) what.id = last_id_ + 1;
  last_id_ = std::max(last_id_, what.id);
  for (auto& one : what.addresses) {
    if (one.id == 0) one.id = last_address_id_ + 1;
    last_address_id_ = std::max(last_address_id_, one.id);
  }
  if (what.updated_at.empty()) what.updated_at = database_time();
  if (what.created_at.empty()) what.created_at = what.updated_at;
  const auto id = what.id;
  if (const auto before = accounts_.find(id); before != accounts_.end())
    owners_.erase(place_of(before->second));
  owners_[place_of(what)] = id;
  accounts_[id] = std::move(what);
  return id;
}

bool customer_accounts::remove(std::int64_t id) {
  std::unique_lock lock{mutex_};
  const auto found = accounts_.find(id);
  if (found == accounts_.end()) return false;
  owners_.erase(place_of(found->second));
  accounts_.erase(found);
  return true;
}

std::optional<customer> customer_accounts::find(std::int64_t id) const {
  std::shared_lock lock{mutex_};
  const auto found = accounts_.find(id);
  return found == accounts_.end() ? std::nullopt : std::optional{found->second};
}

std::int64_t customer_accounts::owner_of(std::string_view email, int website_id) const {
  std::shared_lock lock{mutex_};
  const auto found = owners_.find({collated(email), website_id});
  return found == owners_.end() ? 0 : found->second;
}

std::vector<customer> customer_accounts::list() const {
  std::shared_lock lock{mutex_};
  std::vector<customer> all;
  all.reserve(accounts_.size());
  for (const auto& [id, one] : accounts_) all.push_back(one);
  return all;
}

std::vector<customer> customer_accounts::with_emails(const std::vector<std::string>& emails) const {
  std::vector<customer> found;
  std::shared_lock lock{mutex_};
  for (const auto& email : emails) {
    for (auto at = owners_.lower_bound({email, std::numeric_limits<int>::min()});
         at != owners_.end() && at->first.first == email; ++at) {
      found.push_back(accounts_.at(at->second));
    }
  }
  std::sort(found.begin(), found.end(),
            [](const auto& left, const auto& right) { return left.id < right.id; });
  return found;
}

void customer_accounts::add_group(customer_group what) {
  std::unique_lock lock{mutex_};
  groups_[what.id] = std::move(what.code);
}

bool customer_accounts::has_group(std::int64_t id) const {
  std::shared_lock lock{mutex_};
  return groups_.contains(id);
}

std::vector<customer_group> customer_accounts::groups() const {
  std::shared_lock lock{mutex_};
  std::vector<customer_group> all;
  for (const auto& [id, code] : groups_) all.push_back({id, code});
  return all;
}

}  // namespace acumage::simulator
