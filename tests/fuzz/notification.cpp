// Whatever Acumatica, or somebody else, pushes: read, shown, and ruled on.
#include "rows.hpp"
#include "target.hpp"

void acumage::tests::try_input(std::string_view bytes) {
  const auto read = acumatica::read_notification(bytes, sample_reading(), 1'755'165'731'000'000);
  if (!read) return;
  show(*read);
  rule_on(*read);
}
