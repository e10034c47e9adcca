// Pulling from Acumatica as the settings describe it: what is read, when, and by which session.
#pragma once

#include "messages/result.hpp"
#include "pull/erp_link.hpp"
#include "pull/puller.hpp"

namespace acumage::settings {
struct settings;
}  // namespace acumage::settings

namespace acumage::node {

/// Whether there is an Acumatica to pull from.
bool pulls_from_erp(const settings::settings& with);
pull::puller_options puller_options_of(const settings::settings& with);
pull::erp_link_options erp_link_options_of(const settings::settings& with);
/// What pull calls return where there is none.
error no_erp();

}  // namespace acumage::node
