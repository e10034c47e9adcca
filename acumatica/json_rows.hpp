// Rows of a JSON file, read one at a time.
#pragma once

#include "acumatica/file_bytes.hpp"
#include "acumatica/file_rows.hpp"

#include <memory>

namespace acumage::acumatica {

std::unique_ptr<file_rows> read_json_rows(file_bytes from);

}  // namespace acumage::acumatica
