// What a class of dead letters means for the one who has to deal with it: the only place that says so.
#pragma once

#include "messages/outcome.hpp"

#include <string_view>

namespace acumage {

/// Sentences for people; no line breaks.
struct letter_advice {
  std::string_view explanation;  ///< what went wrong
  std::string_view remedy;       ///< what to do
};

letter_advice advice_on(letter_class reason);

}  // namespace acumage
