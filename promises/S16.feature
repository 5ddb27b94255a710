@S16 @wip
Feature: S16 Clients are told of an incident within an hour, then every four hours
  Clocks escalate, and a missed one shows.

  Scenario: A confirmed incident
    When an incident is confirmed
    Then its mail reaches Harbour Clinic within an hour, again each four hours, and at its end
