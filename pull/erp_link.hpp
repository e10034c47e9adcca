// The session with Acumatica that jobs read from: a client of erp/, and the inquiry of each entity.
#pragma once

#include "erp/inquiry.hpp"
#include "erp/options.hpp"
#include "messages/entity.hpp"
#include "pull/source.hpp"

#include <array>
#include <cstddef>
#include <memory>

namespace acumage::pull {

struct erp_link_options {
  erp::options connection;
  std::array<erp::inquiry, entity_count> inquiries;  ///< by index_of(entity)
  std::size_t page_size = 1'000;
};

/// Signs in with its first request. A refused sign-in is never repeated by the same link.
std::unique_ptr<erp_session> link_to_erp(erp_link_options how);

/// The values of the inquiry's first key columns that a key of the node names: "LAMP-07" of
/// "LAMP-07@EAST", "004417" of "004417@SO SO009120", "SO" and "SO009120" of "SO SO009120".
std::vector<std::string> columns_of_key(entity which, const std::string& key);

}  // namespace acumage::pull
