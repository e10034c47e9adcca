// What follows the reading of changes: each row through the rules of its entity.
#pragma once

#include "acumatica/notification.hpp"

namespace acumage::tests {

/// The queries of the samples, one caption of a merchant's own, and no company.
const acumatica::reading& sample_reading();

/// Rules on each change twice, the second time over what the first has left behind.
void rule_on(const submission& what);

/// What is accepted is written as it will be shown, and that parses.
void show(const submission& what);

}  // namespace acumage::tests
