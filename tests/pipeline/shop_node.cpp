#include "tests/pipeline/shop_node.hpp"

#include "acumatica/row.hpp"
#include "node/lanes.hpp"
#include "node/options.hpp"
#include "settings/load.hpp"

#include <doctest/doctest.h>

#include <fstream>

namespace acumage::tests {

namespace {

using namespace std::chrono_literals;

}  // namespace

settings::settings settings_of(const std::vector<std::string>& lines) {
  temp_dir folder;
  const auto path = folder / "config.ini";
  std::vector<std::string> overrides;
  for (const auto each : all_entities)
    overrides.push_back("--entities." + std::string{to_string(each)} + "=on");
  // What reaches the store is what a test makes happen.
  overrides.emplace_back("--connection.check_interval=0");
  {
    std::ofstream file{path};
    std::string section;
    for (const auto& each : lines) {
      if (each.front() != '[') {
        overrides.push_back("--" + each);
        continue;
      }
      const auto end = each.find(']');
      if (each.substr(0, end) != section) file << each.substr(0, end + 1) << '\n';
      section = each.substr(0, end);
      file << each.substr(end + 1) << '\n';
    }
  }
  auto done = settings::load_settings({path.string(), overrides, {}});
  std::string problems;
  for (const auto& each : done.findings)
    if (each.severity == settings::severity::error) problems += each.message + '\n';
  REQUIRE_MESSAGE(done.value.has_value(), problems);
  return *done.value;
}

change row_of(entity which, const std::string& columns, std::uint64_t stamp,
              const settings::settings& with) {
  const auto how = node::reading_of(with);
  const auto row = acumatica::read_row(which, columns, how.aliases);
  REQUIRE(row.ok());
  change what;
  what.entity = which;
  what.key = acumatica::key_of(which, *row);
  what.stamp = stamp;
  what.inserted = columns;
  return what;
}

simulator::store_options lamp_shop() {
  return {.products = {{.sku = "LAMP-07", .price = 42}, {.sku = "DESK-01"}, {.sku = "CHAIR-02"}},
          .sources = {{.code = "wh_east"}, {.code = "wh_west"}}};
}

shop_node::shop_node(struck_shop& store, const std::vector<std::string>& settings)
    : store_{store}, with_{settings_of(settings)} {
  pipe_options options;
  options.connect = [this] { return store_.connect(); };
  options.sync = false;
  options.pair_window = with_.intake.pair_window;
  options.assemble_window = with_.intake.assemble_window;
  options.log = [this](const log_line& line) { log_.push_back(line); };
  options.lanes = [this](entity which, actors::context& shared, actors::store_facts& facts,
                         actors::kept_links& links) {
    const auto reading = std::make_shared<const acumatica::reading>(node::reading_of(with_));
    return node::lane_setup_of(which, with_, {reading, facts, links, shared.ledger});
  };
  node_ = std::make_unique<pipe>(std::move(options));
  store_.on_death = [this] { node_->note_death(); };
}

void shop_node::push(entity which, const std::vector<std::string>& rows, std::uint64_t stamp) {
  std::vector<change> changes;
  for (const auto& each : rows) changes.push_back(row_of(which, each, stamp, with_));
  node_->push_changes(std::move(changes));
}

void shop_node::settle() {
  const auto parked = [&] {
    std::uint64_t all = 0;
    for (const auto each : all_entities) all += node_->stats().lane(each).parked;
    return all;
  };
  for (int second = 0; second < 3600; ++second) {
    if (store_.killed()) {
      store_.revive();
      node_->restart();
    }
    if (second == 30) store_.apply_late();
    const bool done =
        node_->unsettled() == 0 || (second > 10 && parked() > 0 && node_->unsettled() == parked());
    if (done && second > 30) return;
    if (done && !store_.has_late()) return;
    node_->advance(1s);
  }
}

}  // namespace acumage::tests
