// The record of the first load.
#pragma once

#include "messages/first_load.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace acumage::storage {

inline constexpr std::string_view first_load_name = "first_load";  // in family::meta

std::string encode(const first_load& load);
std::optional<first_load> decode_first_load(std::string_view bytes);

}  // namespace acumage::storage
