#include "model.hpp"

#include "acumatica/row.hpp"
#include "erp/json_value.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

namespace acumage::tests {

namespace {

std::string row_text(const std::string& sku, const erp_row& row) {
  const auto us = unix_us_of(row.stamped);
  const auto seconds = static_cast<std::time_t>(us / 1'000'000);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return R"({"InventoryID":")" + sku + R"(","DefaultPrice":)" + row.value +
         R"(,"LastModifiedOn":")" + text + R"("})";
}

std::string value_in(const std::string& row) {
  const auto json = erp::read_json(row);
  const auto* const value = json ? json->find("DefaultPrice") : nullptr;
  return value == nullptr ? std::string{} : value->text();
}

class rows_of_model final : public pull::row_source {
 public:
  rows_of_model(erp_model& erp, const pull::window& of, std::string after)
      : erp_{erp}, of_{of}, after_{std::move(after)} {}

  pull::outcome<pull::page> next() override {
    ++erp_.requests;
    if (!erp_.troubles.empty()) {
      auto met = erp_.troubles.front();
      erp_.troubles.pop_front();
      return met;
    }
    pull::page made;
    made.asked_at = erp_.now;
    made.last = true;
    for (const auto& [sku, value] : erp_.values()) {
      const auto row = erp_.at(sku);
      if (sku <= after_ || (of_.from && row->stamped < *of_.from) ||
          (of_.until && row->stamped >= *of_.until))
        continue;
      if (made.rows.size() == erp_.page_size) {
        made.last = false;
        break;
      }
      made.rows.push_back(row_text(sku, *row));
      made.changed.push_back(row->stamped);
      made.resume = sku;
    }
    if (made.resume.empty()) made.resume = after_;
    after_ = made.resume;
    return made;
  }

 private:
  erp_model& erp_;
  pull::window of_;
  std::string after_;
};

class session_of_model final : public pull::erp_session {
 public:
  explicit session_of_model(erp_model& erp) : erp_{erp} {}

  pull::outcome<std::uint64_t> now() override {
    ++erp_.requests;
    if (erp_.troubles.empty()) return erp_.now;
    auto met = erp_.troubles.front();
    erp_.troubles.pop_front();
    return met;
  }
  std::unique_ptr<pull::row_source> read(entity, const pull::window& of,
                                         const std::string& resume) override {
    return std::make_unique<rows_of_model>(erp_, of, resume);
  }
  pull::outcome<pull::page> by_key(entity, const std::string& key) override {
    ++erp_.requests;
    pull::page made;
    made.asked_at = erp_.now;
    if (const auto row = erp_.at(key)) made.rows.push_back(row_text(key, *row));
    return made;
  }
  pull::outcome<bool> has_rows(entity) override {
    ++erp_.requests;
    return !erp_.values().empty();
  }
  pull::outcome<std::uint64_t> count_rows(entity) override {
    ++erp_.requests;
    return std::uint64_t{erp_.values().size()};
  }
  connection_report test() override { return {.ok = true, .checks = {}}; }
  pull::outcome<std::vector<lost_push>> lost_pushes(std::uint64_t since) override {
    ++erp_.requests;
    erp_.lost_asked.push_back(since);
    std::vector<lost_push> found;
    for (const auto& each : erp_.lost)
      if (each.at >= since) found.push_back(each);
    return found;
  }
  void sign_out() override {
    if (std::exchange(signed_out_at_, erp_.requests) != erp_.requests) ++erp_.sign_outs;
  }
  std::uint64_t requests() const override { return erp_.requests; }
  std::uint64_t waited_ms() const override { return 0; }
  void interrupt() override { erp_.interrupted = true; }
  std::string refusal() const override { return {}; }

 private:
  erp_model& erp_;
  std::uint64_t signed_out_at_ = 0;
};

}  // namespace

void erp_model::write(const std::string& sku, std::string value, std::uint64_t commits_in_ticks) {
  rows_[sku].push_back({std::move(value), now, now + commits_in_ticks});
}

void erp_model::remove(const std::string& sku) { rows_.erase(sku); }

std::optional<erp_row> erp_model::at(const std::string& sku) const {
  const auto found = rows_.find(sku);
  if (found == rows_.end()) return std::nullopt;
  std::optional<erp_row> seen;  // the row lock of the ERP makes commits follow each other
  for (const auto& each : found->second)
    if (each.visible <= now) seen = each;
  return seen;
}

std::map<std::string, std::string> erp_model::values() const {
  std::map<std::string, std::string> all;
  for (const auto& [sku, states] : rows_)
    if (const auto row = at(sku)) all[sku] = row->value;
  return all;
}

std::unique_ptr<pull::erp_session> erp_model::connect() {
  return std::make_unique<session_of_model>(*this);
}

observed_rows lane_model::observe(const observe_rows& what) {
  asked.push_back(what);
  observed_rows seen;
  for (const auto& each : what.rows) {
    const auto value = value_in(each.inserted);
    const auto known = memory.find(each.key);
    if (each.key.empty()) {
      seen.what.push_back(observation::refused);
    } else if (known != memory.end() && known->second.at.stamp > each.stamp) {
      seen.what.push_back(observation::superseded);
    } else if (known != memory.end() && known->second.value == value) {
      known->second.at.stamp = each.stamp;
      seen.what.push_back(observation::unchanged);
    } else {
      seen.what.push_back(observation::fresh);
    }
  }
  return seen;
}

void lane_model::take(const journaled_change& what) {
  auto& known = memory[what.what.key];
  if (what.version() < known.at) return;
  known = {value_in(what.what.inserted), what.version()};
}

pull_rig::pull_rig() {
  how.entities.at(index_of(entity::pricing)) = {"Acumage Price"};
  how.entities.at(index_of(entity::inventory)) = {"Acumage Quantity"};
  open();
}

void pull_rig::open() {
  auto opened = storage::ledger::open({.path = folder_ / "data"});
  REQUIRE(opened.ok());
  ledger_ = std::move(*opened);
}

void pull_rig::restart() {
  ledger_.reset();
  open();
}

pull::neighbours pull_rig::neighbours() {
  return {.ledger = *ledger_,
          .observe = [this](entity, observe_rows rows) -> result<observed_rows> {
            return lane.observe(rows);
          },
          .submit = [this](submission what) -> result<receipt> {
            if (refuses) return *refuses;
            const submission* only = &what;
            auto done = ledger_->append({&only, 1}, now_us);
            REQUIRE(done.ok());
            accepted.push_back(std::move(what));
            return done->receipts.front();
          },
          .taken_in = [this](entity) { return work_off(), true; },
          .aliases = [] { return acumatica::field_aliases{}; },
          .now_us = [this] { return now_us; }};
}

pull_job pull_rig::job(pull_scope scope) {
  pull_job made;
  made.id = std::to_string(10'000'000 + ledger_->pulls().size());
  made.scope = scope;
  return made;
}

pull_job pull_rig::finish(pull_job what) {
  auto with = neighbours();
  const auto session = erp.connect();
  pull::run going{std::move(what), how, with, *session};
  for (int steps = 0; steps < 10'000 && !going.job().over(); ++steps)
    if (going.step().count() != 0) break;
  return going.job();
}

void pull_rig::work_off() {
  for (const auto which : {entity::pricing, entity::inventory}) {
    const auto [from, to] = ledger_->bounds(which);
    auto entries = ledger_->read(which, from, to, 100'000);
    REQUIRE(entries.ok());
    std::vector<ending> ends;
    for (const auto& each : *entries) {
      if (which == entity::pricing) lane.take(each);
      ending end;
      end.entity = which;
      end.key = each.what.key;
      end.version = each.version();
      end.marker = is_marker(each.what.kind);
      ends.push_back(std::move(end));
    }
    REQUIRE(ledger_->end(ends, {}, now_us).ok());
  }
}

void pull_rig::push(const std::string& sku, const std::string& value, std::uint64_t stamp) {
  change row;
  row.entity = entity::pricing;
  row.key = sku;
  row.stamp = stamp;
  row.inserted = R"({"InventoryID":")" + sku + R"(","DefaultPrice":)" + value + "}";
  submission what;
  what.parcels.push_back({{}, {row}, false});
  const submission* only = &what;
  REQUIRE(ledger_->append({&only, 1}, now_us).ok());
}

}  // namespace acumage::tests
