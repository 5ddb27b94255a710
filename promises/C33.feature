@C33 @wip
Feature: C33 Complaints can go to the regulator
  Of the United Kingdom or of Ireland.

  Scenario: The right regulator
    Then an answer to a complaint names the regulator of the person's territory
