// Rows that were read from the ERP, compared with what a lane remembers: only what is new belongs into the
// journal, and what is not moves the remembered version.
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

namespace acumage::tests {
namespace {

using texts = std::vector<std::string>;
using seen = std::vector<observation>;
using enum observation;

TEST_CASE("observe: an equal price moves the version, and an older push that comes later is none") {
  pipe node;
  node.push("A", "7", 20);
  CHECK(node.observe({price_change("A", "7.00", 30)}) == seen{unchanged});
  CHECK(node.unsettled() == 0);
  node.push("A", "5", 25);  // the reading had seen it, and what followed
  CHECK(node.store.prices["A"] == "7");
  node.push("A", "6", 31);
  CHECK(node.store.prices["A"] == "6");
}

TEST_CASE("observe: another price is fresh, and leaves no trace until it is in the journal") {
  pipe node;
  node.push("A", "7", 20);
  CHECK(node.observe({price_change("A", "8", 30), price_change("B", "1", 30)}) ==
        seen{fresh, fresh});
  node.push("A", "6", 25);
  CHECK(node.store.prices["A"] == "6");
  node.push("A", "8", 30);
  CHECK(node.store.prices["A"] == "8");
}

TEST_CASE("observe: a newer push wins, and a row that makes no sense is refused") {
  pipe node;
  node.push("A", "7", 40);
  auto wrong = price_change("B", "1,5", 30);
  wrong.inserted = R"({"InventoryID":"B","DefaultPrice":"1,5"})";
  change nobody;
  nobody.inserted = R"({"DefaultPrice":1})";
  CHECK(node.observe({price_change("A", "6", 30), wrong, nobody}) ==
        seen{superseded, refused, refused});
  CHECK(node.store.prices["A"] == "7");
}

TEST_CASE("observe: what a restart remembers of an equal price is the moved version") {
  pipe node;
  node.push("A", "7", 20);
  CHECK(node.observe({price_change("A", "7", 30)}) == seen{unchanged});
  node.restart();
  node.push("A", "5", 25);
  CHECK(node.store.prices["A"] == "7");
}

TEST_CASE("observe: a price that waits is compared, too, and sent once") {
  pipe node;
  node.pause();
  node.push("A", "7", 20);
  CHECK(node.observe({price_change("A", "7", 30)}) == seen{unchanged});
  node.resume();
  CHECK(node.store.prices["A"] == "7");
  CHECK(node.ends_of("A") == texts{"delivered"});
}

TEST_CASE("observe: quantities are compared cell by cell") {
  pipe node{stock_options()};
  node.push_changes({stock_change("LAMP", "EAST", "5", 20), stock_change("LAMP", "WEST", "2", 20)});
  node.run();
  CHECK(
      node.observe({stock_change("LAMP", "EAST", "5.0", 30), stock_change("LAMP", "WEST", "3", 30),
                    stock_change("LAMP", "NORTH", "1", 30)}) == seen{unchanged, fresh, fresh});
  node.push_changes({stock_change("LAMP", "EAST", "9", 25), stock_change("LAMP", "WEST", "4", 25)});
  node.run();
  const auto stock = node.ledger().stock_of("LAMP");
  REQUIRE(stock.ok());
  REQUIRE(stock->has_value());
  for (const auto& cell : (*stock)->cells) {
    const auto& figure = cell.figures.at(static_cast<std::size_t>(quantity_kind::on_hand));
    CHECK(figure.value == (cell.warehouse == "EAST" ? "5" : "4"));
  }
}

TEST_CASE("observe: the warehouses of a run over all rows count as seen once it has ended") {
  auto options = stock_options();
  options.stock.hold_incomplete = true;
  pipe node{options};
  change end;
  end.entity = entity::inventory;
  end.kind = change_kind::baseline_end;
  const auto read = stock_change("LAMP", "EAST", "5", 30);
  SUBCASE("a whole run") {
    CHECK(node.observe({read, stock_change("BULB", "WEST", "1", 30)}, true, true) ==
          seen{fresh, fresh});
    node.push_changes({read, end});
    node.run();
    CHECK(node.store.quantities["LAMP@main"] == "5");
  }
  SUBCASE("a delta") {
    CHECK(node.observe({read, stock_change("BULB", "WEST", "1", 30)}) == seen{fresh, fresh});
    node.push_changes({read, end});
    node.run();
    CHECK(node.store.quantities.count("LAMP@main") == 0);
  }
  SUBCASE("a run that began again") {
    node.observe({stock_change("BULB", "WEST", "1", 30)}, true, true);
    node.observe({read}, true, true);
    node.push_changes({read, end});
    node.run();
    CHECK(node.store.quantities.count("LAMP@main") == 0);
  }
}

TEST_CASE("observe: a dry run compares the same, and moves no version") {
  pipe node;
  node.push("A", "7", 20);
  CHECK(node.observe({price_change("A", "7", 30), price_change("B", "1", 30)}, false, false,
                     true) == seen{unchanged, fresh});
  node.push("A", "5", 25);
  CHECK(node.store.prices["A"] == "5");
  pipe stock{stock_options()};
  stock.push_changes({stock_change("LAMP", "EAST", "5", 20)});
  stock.run();
  CHECK(stock.observe({stock_change("LAMP", "EAST", "5", 30)}, false, false, true) ==
        seen{unchanged});
  stock.push_changes({stock_change("LAMP", "EAST", "9", 25)});
  stock.run();
  CHECK(stock.store.quantities["LAMP@main"] == "9");
}

TEST_CASE("observe: a value that is forgotten is sent again, though it is equal") {
  pipe node;
  node.push("A", "7", 20);
  node.push("A", "7", 21);
  CHECK(node.ends_of("A") == texts{"filtered unchanged", "delivered"});
  const std::vector<std::string> keys{"a"};
  REQUIRE(node.ledger().void_values(entity::pricing, keys).ok());
  node.push("A", "7", 22);
  CHECK(node.ends_of("A").front() == "delivered");
}

}  // namespace
}  // namespace acumage::tests
