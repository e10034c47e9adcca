// The node's own form of changes in each of its spellings.
#include "acumatica/change_json.hpp"
#include "rows.hpp"
#include "target.hpp"

void acumage::tests::try_input(std::string_view bytes) {
  const auto form = static_cast<acumatica::changes_form>(take_choice(bytes, 3));
  const auto read = acumatica::read_changes(bytes, form, sample_reading(), 1'755'165'731'000'000);
  if (!read) return;
  show(*read);
  rule_on(*read);
}
