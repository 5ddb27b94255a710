// Every bound of the system in one place. Units are in the names.
#pragma once
#include <cstddef>
#include <cstdint>

namespace wellkept::limits {

// HTTP edge
inline constexpr std::size_t http_header_bytes_max = 16 * 1024;
inline constexpr std::size_t http_body_bytes_default = 1 * 1024 * 1024;
inline constexpr std::size_t http_upload_bytes_max = 64 * 1024 * 1024;
inline constexpr int http_header_seconds_max = 10; // slow-loris
inline constexpr int http_body_seconds_max = 60;
inline constexpr int http_idle_seconds_max = 75;
inline constexpr std::size_t http_pipelined_max = 16;

// JSON from outside
inline constexpr std::size_t json_depth_max = 32;

// Samples
inline constexpr std::size_t samples_per_request_max = 10'000;
inline constexpr std::size_t samples_per_page_max = 5'000;
inline constexpr std::size_t samples_per_chunk_max = 8'192;
inline constexpr std::size_t record_id_bytes_max = 128;

// Vendors
inline constexpr std::size_t vendor_body_bytes_max = 16 * 1024 * 1024;
inline constexpr int vendor_seconds_max = 30;
inline constexpr int vendor_pages_max = 2'000;

} // namespace wellkept::limits
