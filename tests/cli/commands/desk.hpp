// Where an operator sits: commands against a listener that plays a node, and against a data folder.
#pragma once

#include "cli/commands/dead_letters.hpp"
#include "cli/commands/history.hpp"
#include "cli/commands/lanes.hpp"
#include "cli/commands/stats.hpp"
#include "storage/ledger.hpp"
#include "tests/cli/client/fake_node.hpp"
#include "tests/cli/terminal/shown.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace acumage::tests {

/// Runs the command that the words say; its exit code.
inline int run(shown& screen, const std::vector<std::string>& words) {
  const auto line = arguments::read_command_line(words);
  INFO(line.err);
  REQUIRE(line.what);
  if (const auto* const what = std::get_if<arguments::stats_command>(&*line.what))
    return commands::perform(*what, screen.to);
  if (const auto* const what = std::get_if<arguments::letters_command>(&*line.what))
    return commands::perform(*what, screen.to);
  if (const auto* const what = std::get_if<arguments::history_command>(&*line.what))
    return commands::perform(*what, screen.to);
  return commands::perform(std::get<arguments::lanes_command>(*line.what), screen.to);
}

/// The same against a listener, whatever settings the machine has.
inline int run(shown& screen, const fake_node& node, std::vector<std::string> words) {
  words.insert(words.end(), {"--admin", node.url(), "--config", "/dev/null"});
  return run(screen, words);
}

/// A data folder with one letter `data`, one `unrouted`, and no node.
struct stopped_node {
  tests::temp_dir folder;

  stopped_node() {
    auto store = open();
    parcel lost{
        .fingerprint = {}, .changes = {change_of("SHELF-01", "Price List Web")}, .unrouted = true};
    parcel known{.fingerprint = {}, .changes = {change_of("LAMP-07", "MC Price")}};
    const submission both{{std::move(lost), std::move(known)}};
    const submission* const group[]{&both};
    REQUIRE(store->append(group, 1).ok());
    const auto kept = store->read(entity::pricing, 1, ~std::uint64_t{0}, 10);
    REQUIRE(kept.ok());
    REQUIRE(kept->size() == 1);
    dead_letter letter;
    letter.change = kept->front();
    letter.error = "no price";
    ending end;
    end.key = "LAMP-07";
    end.version = kept->front().version();
    end.outcome = end_kind::dead_lettered;
    REQUIRE(store->end({&end, 1}, {&letter, 1}, 2).ok());
  }

  static change change_of(const std::string& key, const std::string& query) {
    change what;
    what.key = key;
    what.stamp = 5;
    what.inserted = R"({"InventoryID":")" + key + R"(","DefaultPrice":4})";
    what.query = query;
    return what;
  }

  std::unique_ptr<storage::ledger> open() const {
    storage::ledger_options how;
    how.path = folder / "data";
    auto opened = storage::ledger::open(std::move(how));
    REQUIRE(opened.ok());
    return std::move(*opened);
  }

  /// Port 1 on loopback: nobody listens there.
  int run(shown& screen, std::vector<std::string> words) const {
    words.insert(words.end(), {"--config", "/dev/null", "--admin.port=1",
                               "--storage.path=" + (folder / "data").string()});
    return tests::run(screen, words);
  }
};

}  // namespace acumage::tests
