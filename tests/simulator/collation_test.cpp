// The simulated store compares texts as MySQL does, by a table of its own.
#include "messages/letter_case.hpp"
#include "simulator/collation_weights.hpp"
#include "simulator/column.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

namespace acumage::simulator {
namespace {

TEST_CASE("collation: neither case nor accents count, full-width letters are others") {
  CHECK(collated("LAMP-07") == collated("lamp-07"));
  CHECK(collated("čaj") == collated("CAJ"));
  CHECK(collated("Crème") == collated("creme"));
  CHECK(collated("straße") == collated("STRASE"));  // ß is one S
  CHECK(collated("ＡＢ") == collated("ａｂ"));
  CHECK(collated("Ａ") != collated("A"));
  CHECK(collated("Ł") == collated("ł"));
  CHECK(collated("Ł") != collated("L"));
}

TEST_CASE("collation: characters beyond U+FFFF are one, and blanks count in front only") {
  CHECK(collated("A🚀") == collated("a🎉"));
  CHECK(collated("A  ") == collated("A"));
  CHECK(collated(" A") != collated("A"));
}

TEST_CASE("collation: the order is that of the weights, in which letters are capitals") {
  CHECK(collated("a_") > collated("AZ"));
  CHECK(collated("B") > collated("a"));
}

TEST_CASE("collation: what the node folds into one is one to the store [SPEC 7 Spelling]") {
  for (char32_t each = 0; each <= 0xFFFF; ++each)
    if (weight_of(each) != weight_of(small_letter(each))) FAIL_CHECK(std::uint32_t{each});
}

}  // namespace
}  // namespace acumage::simulator
