// The table: medians of the rounds, each beside its target and the ceiling of the same run.
#pragma once

#include <filesystem>
#include <string>

namespace acumage::bench {

/// `results`: lines "name<tab>value", one per round and figure. The table in markdown.
std::string table_of(const std::filesystem::path& results);

/// Puts `text` between the two marks of the document; fails when they are not there.
void put_between_marks(const std::filesystem::path& document, const std::string& text);

}  // namespace acumage::bench
