// The weights by which MySQL's utf8mb4_general_ci compares characters, ignoring case and accents.
#pragma once

#include <string>
#include <string_view>

namespace acumage::simulator {

/// The store treats characters of one weight as equal. Above U+FFFF all have the weight of U+FFFD.
char32_t weight_of(char32_t character);

/// The weights of a text's characters, written as UTF-8: equal for texts that are equal to the store, and in
/// its order. Of ASCII letters they are the capitals.
std::string weights_of(std::string_view text);

}  // namespace acumage::simulator
