#include "recorded.hpp"

#include <regex>

namespace acumage::simulator {

std::vector<customer> recorded_customers() {
  constexpr int accounts = 30;
  constexpr int addresses = 15;  // the first one given later is 16 (row 529)
  std::vector<customer> all;
  for (int i = 1; i <= accounts; ++i) {
    const std::string number = (i < 10 ? "00" : "0") + std::to_string(i);
    customer one{.id = i,
                 .email = "cust" + number + "@example.test",
                 .firstname = "Cust",
                 .lastname = number,
                 .updated_at = "2026-11-23 08:34:23"};
    if (i <= addresses) {
      one.addresses.push_back({.id = i,
                               .firstname = one.firstname,
                               .lastname = one.lastname,
                               .street = {"Teststr. 1"},
                               .city = "Berlin",
                               .country_id = "DE",
                               .postcode = "10115",
                               .telephone = "030123"});
    }
    all.push_back(std::move(one));
  }
  return all;
}

std::string without_moments(const std::string& json) {
  static const std::regex moments{
      R"re(("(created|updated)_at":"|"protect_code":"|Report ID: webapi-)[-0-9a-f :]*)re"};
  return std::regex_replace(json, moments, "$1");
}

}  // namespace acumage::simulator
