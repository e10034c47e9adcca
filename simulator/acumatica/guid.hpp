// GUIDs: made from a text, so that the same record always has the same one, or drawn.
#pragma once

#include <string>
#include <string_view>

namespace acumage::simulator::acumatica {

/// 5f0d6f3e-6c1a-4b43-9a55-2f3f8d1e7a10
std::string guid_from(std::string_view text);
std::string drawn_guid();
/// 64 hexadecimal digits that nobody can guess.
std::string drawn_secret();

}  // namespace acumage::simulator::acumatica
