@C27 @wip
Feature: C27 Onsite appointments are booked with what is needed
  A record begins at attendance.

  Scenario: Booked but not attended
    When Anna books and does not come
    Then there is a booking and no record of a service user
