@C31 @wip
Feature: C31 Requests are answered within a month
  From any channel, by the calendar of the territory.

  Scenario: A request on the 31st of January
    When a request comes on 31 January
    Then its answer is due on the last day of February
