// Pull jobs as JSON (PULL.md 7.9, 16).
#pragma once

#include "messages/pull.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace acumage::api {

std::string pull_job_json(const pull_job& job, std::int64_t now_us);
/// `{"items":[…]}`, newest first.
std::string pull_jobs_json(const std::vector<pull_job>& jobs, std::int64_t now_us);

}  // namespace acumage::api
