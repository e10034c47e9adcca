// Reads the rows of a report, a page at a time.
#pragma once

#include "messages/reconcile.hpp"
#include "messages/result.hpp"

#include <cstddef>
#include <string>

namespace acumage::reconcile {

/// At most `limit` rows of this class from `cursor` on, in the order of the file; an empty class:
/// of all. In memory are these rows. errc::invalid for a class that there is not, or a cursor that
/// no page returned; errc::not_found when the file is gone.
result<reconcile_page> report_rows(const std::string& file, const std::string& what,
                                   const std::string& cursor, std::size_t limit);

}  // namespace acumage::reconcile
