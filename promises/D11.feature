@D11 @wip
Feature: D11 Data move in a merger or sale only after notice
  One Client's whole data set moves as an encrypted export that can be verified, after the people were told.

  Scenario: One Client moves house
    Given Harbour Clinic is to move to another installation
    Then nothing is released before every Member was told and the time has run
    And the other installation verifies and reads everything, and nobody else can
