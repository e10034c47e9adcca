// Rows of a CSV file.
#pragma once

#include "acumatica/file_bytes.hpp"
#include "acumatica/file_rows.hpp"

#include <memory>

namespace acumage::acumatica {

std::unique_ptr<file_rows> read_csv(file_bytes from);

}  // namespace acumage::acumatica
