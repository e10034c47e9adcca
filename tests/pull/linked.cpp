#include "linked.hpp"

#include <doctest/doctest.h>

#include <utility>

namespace acumage::tests {

namespace {

constexpr int most_steps = 100'000;

std::unique_ptr<pull::erp_session> session_with(
    sim::erp& erp, const std::function<void(pull::erp_link_options&)>& adapt) {
  REQUIRE(erp.start());
  const sim::options is;
  pull::erp_link_options how;
  how.connection.url = erp.url();
  how.connection.tenant = is.tenant;
  how.connection.client_id = is.client_id;
  how.connection.client_secret = is.client_secret;
  how.connection.username = is.user;
  how.connection.password = is.password;
  how.connection.requests_per_minute = 1'000'000;
  how.page_size = 10;
  how.inquiries.at(index_of(entity::pricing)) = {
      "Acumage Price", {"InventoryID"}, "LastModifiedOn", {}, erp::inquiry::gi};
  how.inquiries.at(index_of(entity::inventory)) = {
      "Acumage Quantity", {"InventoryID", "WarehouseID"}, "LastModifiedOn", {}, erp::inquiry::gi};
  if (adapt) adapt(how);
  return pull::link_to_erp(std::move(how));
}

}  // namespace

linked::linked(sim::options setup, const std::function<void(pull::erp_link_options&)>& adapt)
    : erp{std::move(setup)}, session{session_with(erp, adapt)}, with_{rig.neighbours()} {}

void linked::write(const std::string& sku, const std::string& price, const sim::how& way) {
  const auto done =
      erp.write(sim::entity::item,
                {{"InventoryID", sku}, {"DefaultPrice", price}, {"ItemStatus", "Active"}}, way);
  REQUIRE_MESSAGE(done, done.problem().message);
}

void linked::step(std::chrono::seconds by) {
  session->sign_out();
  erp.clock().step(by);
}

pull_job linked::run(pull_job what) {
  going_ = std::make_unique<pull::run>(std::move(what), rig.how, with_, *session);
  return go_on();
}

pull_job linked::go_on() {
  rest_ = {};
  for (int i = 0; i < most_steps && !going_->job().over() && rest_.count() == 0; ++i)
    rest_ = going_->step();
  return going_->job();
}

std::map<std::string, double> linked::known() {
  rig.work_off();
  std::map<std::string, double> all;
  for (const auto& [sku, entry] : rig.lane.memory) all[sku] = std::stod(entry.value);
  return all;
}

std::map<std::string, double> linked::truth() const {
  std::map<std::string, double> all;
  for (const auto& row : erp.rows(sim::entity::item))
    all[row.at("InventoryID").value()] = std::stod(row.at("DefaultPrice").value());
  return all;
}

std::map<std::string, int> linked::accepted() const {
  std::map<std::string, int> times;
  for (const auto& each : rig.accepted)
    for (const auto& parcel : each.parcels)
      for (const auto& row : parcel.changes) ++times[row.key];
  return times;
}

sim::fault fault_of(sim::trouble what, std::int64_t value, std::string where) {
  sim::fault made;
  made.what = what;
  made.value = value;
  made.where = std::move(where);
  return made;
}

}  // namespace acumage::tests
