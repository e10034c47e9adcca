// Explains each class of dead letters to the operator: the only source of these texts.
#pragma once

#include "messages/outcome.hpp"

#include <string_view>

namespace acumage {

/// Sentences for people, without line breaks.
struct letter_advice {
  std::string_view explanation;  ///< what went wrong
  std::string_view remedy;       ///< what to do
};

letter_advice advice_on(letter_class reason);

}  // namespace acumage
