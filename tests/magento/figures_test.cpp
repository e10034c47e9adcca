#include "magento/figures.hpp"

#include <doctest/doctest.h>

using acumage::magento::same_figure;

TEST_CASE("figures: the store's printing of a number does not make it another") {
  CHECK(same_figure("29.95", "29.949999999999999", 6));
  CHECK(same_figure("100000000000000", "1.0e+14", 6));
  CHECK(same_figure("12345678901234.123456", "12345678901234.123", 6));
  CHECK(same_figure("40", "40.0", 4));
  CHECK(same_figure("0", "0", 4));
  CHECK(same_figure("12.3456789", "12.345679", 6));
  CHECK(same_figure("1.23456789", "1.2346", 4));
}

TEST_CASE("figures: what differs in a decimal the column keeps is another") {
  CHECK_FALSE(same_figure("29.95", "29.96", 6));
  CHECK_FALSE(same_figure("0.000001", "0", 6));
  CHECK_FALSE(same_figure("1000000000000", "99999999.9999", 4));
  CHECK_FALSE(same_figure("1", "null", 4));
  CHECK_FALSE(same_figure("1", "\"1\"x", 4));
  CHECK_FALSE(same_figure("", "", 4));
}
