#include "bench/changes.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <utility>

namespace acumage::bench {

namespace {

constexpr std::uint64_t first_stamp = 638'912'345'678'900'000;

std::uint64_t stamp_of(const sequence& of, std::size_t n) {
  return first_stamp + of.round * 10'000'000 + n;
}

/// Two decimals; differs from round to round, so that no value is unchanged.
std::string price_of(const sequence& of, std::size_t n) {
  const auto cents = 100 + (n * 7 + of.round * 13) % 99'900;
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%zu.%02zu", cents / 100, cents % 100);
  return text.data();
}

std::string quantity_of(const sequence& of, std::size_t n) {
  return std::to_string((n * 7 + of.round * 13) % 9'000 + 1);
}

/// The members of a row's object, without its braces.
std::string row(const sequence& of, std::size_t n) {
  const auto item = "\"InventoryID\":\"" + sku(of.which(n)) + "\",";
  if (of.what == subject::inventory) {
    const auto quantity = quantity_of(of, n);
    return item + R"("WarehouseID":"EAST","QtyOnHand":)" + quantity + R"(,"QtyAvailable":)" +
           quantity + R"(,"QtyAvailableForShipment":)" + quantity +
           R"(,"Description":"Desk lamp, brass, with shade","BaseUnit":"EA","ItemClass":"LAMPS")";
  }
  return item + "\"DefaultPrice\":" + price_of(of, n) +
         R"(,"ItemStatus":"Active","Description":"Desk lamp, brass, with shade",)"
         R"("BaseUnit":"EA","CuryID":"USD","ItemClass":"LAMPS","PostingClass":"RETAIL")";
}

const char* query_of(subject what) { return what == subject::pricing ? "MC Price" : "MC Quantity"; }

const char* name_of(subject what) { return what == subject::pricing ? "pricing" : "inventory"; }

}  // namespace

std::string sku(std::size_t number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "SKU-%07zu", number);
  return text.data();
}

pick every_one_of(std::size_t count) {
  constexpr std::size_t step = 7'919;  // a prime that divides no count used here
  return [count](std::size_t n) { return n * step % count + 1; };
}

next_body pushes(sequence of) {
  auto n = std::make_shared<std::size_t>(0);
  return [of = std::move(of), n](std::string& body) {
    if (*n == of.count) return false;
    const auto at = (*n)++;
    std::array<char, 40> id{};
    std::snprintf(id.data(), id.size(), "5f0d6f3e-6c1a-4b43-%04x-%012zx",
                  static_cast<unsigned>(of.round), at);
    body = R"({"Inserted":[{)" + row(of, at) + R"(}],"Deleted":[],"Query":")" + query_of(of.what) +
           R"(","CompanyId":"Northwind","Id":")" + id.data() + R"(","TimeStamp":)" +
           std::to_string(stamp_of(of, at)) + R"(,"AdditionalInfo":{}})";
    return true;
  };
}

next_body line_bodies(sequence of, std::size_t lines) {
  auto n = std::make_shared<std::size_t>(0);
  return [of = std::move(of), lines, n](std::string& body) {
    if (*n == of.count) return false;
    const auto end = std::min(*n + lines, of.count);
    body.clear();
    for (; *n < end; ++*n) {
      body += R"({"entity":")";
      body += name_of(of.what);
      body += R"(","version":")" + std::to_string(stamp_of(of, *n)) + R"(","fields":{)";
      body += row(of, *n);
      body += "}}\n";
    }
    return true;
  };
}

}  // namespace acumage::bench
