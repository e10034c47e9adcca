// Holds a request that a test has got against the published schema.
#pragma once

#include "magento/transport.hpp"
#include "support/schema_check.hpp"

namespace acumage::tests {

/// Fails the test when the schema does not know the request.
inline void check_schema(const magento::request& what) {
  schema_watch{}.see(what.method, what.path, what.body);
}

}  // namespace acumage::tests
