// Which letters differ in their case alone, as MySQL's utf8mb4_general_ci has it.
#pragma once

namespace acumage {

/// The small letter of that code point: itself when it has none. The collation compares both as one letter;
/// accents stay.
char32_t small_letter(char32_t letter);

}  // namespace acumage
