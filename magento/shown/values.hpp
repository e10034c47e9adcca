// Values of deliveries as texts for people.
#pragma once

#include "messages/outcome.hpp"

#include <optional>
#include <string>
#include <vector>

namespace acumage::magento {

/// A delivery's value as it is compared with the other sides; empty: it waits for the ERP, or does
/// not parse. Of a customer, the e-mail.
std::optional<std::string> compared_text(entity which, const std::string& value);

/// The same for the history, where a customer also has a name and a group.
std::optional<std::string> shown_text(entity which, const std::string& value);

/// Replaces the values of documents by their texts.
void show_values(std::vector<ending>& ends);

}  // namespace acumage::magento
