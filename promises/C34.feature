@C34 @wip
Feature: C34 People are told before their data move in a merger or sale
  As for the data hub.

  Scenario: Before the notice
    When an organisation's records are to move before the people were told
    Then nothing is released
