@D10
Feature: D10 Contractors see what their task needs, while it lasts
  An account has a purpose, data categories and an end date.

  Scenario: Outside its category, purpose or time
    Given Maria has let Harbour Clinic see heart and body of hers
    And Olga is a director of the house
    And Tomas is a contractor who may see heart for support, until 5 days from now
    And Ines is a contractor who may see heart for collect, until 5 days from now
    When Tomas reads heart of Maria
    Then no values are shown, and the refusal "no_open_access" is on record
    When Olga opens Harbour Clinic for Tomas
    And Tomas reads heart of Maria
    Then values are shown
    When Tomas reads body of Maria
    Then no values are shown, and the refusal "outside_categories" is on record
    When Olga opens Harbour Clinic for Ines
    And Ines reads heart of Maria
    Then no values are shown, and the refusal "outside_purpose" is on record
    When 6 days pass
    Then Tomas gets in no more, with the right password either
