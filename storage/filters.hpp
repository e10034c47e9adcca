// Whether a filter matches a dead letter or a history record.
#pragma once

#include "messages/dead_letter.hpp"

#include <string_view>

namespace acumage::storage {

/// Rows, request and attempts of the dead letter are ignored.
bool matches(const letter_filter& filter, const dead_letter& letter);
bool matches(const history_filter& filter, const history_record& record);

/// A key filter without wildcards, which can be looked up.
bool names_one_key(std::string_view glob);

}  // namespace acumage::storage
