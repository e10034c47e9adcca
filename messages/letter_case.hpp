// Case folding of letters as in MySQL's utf8mb4_general_ci.
#pragma once

namespace acumage {

/// The lower-case letter of the code point, or the code point itself if there is none. The
/// collation treats both as one letter; accents stay.
char32_t small_letter(char32_t letter);

}  // namespace acumage
