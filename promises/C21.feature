@C21
Feature: C21 Staff reach a case only as their role needs
  Breaking the glass asks for a reason and is reviewed by somebody else.

  Scenario: One person, one reason, one review
    Given Maria has let Harbour Clinic see heart and body of hers
    And Olga is a director of the house
    And Vera is a privacy officer of the house
    When Olga looks at Maria's data
    Then it is refused as "no_open_access"
    When Olga breaks the glass over Maria's data for "curiosity"
    Then the door does not open
    When Olga breaks the glass over Maria's data for "a danger to life"
    Then the glass is broken
    And Vera is told at once
    When Olga looks at Maria's data
    Then Maria is shown
    And Maria herself sees it in her access log
    When Olga reviews it as justified
    Then the review is refused
    When Vera reviews it as justified
    Then the review is on record

@cases @wip
  Scenario: A colleague's case
    When a counsellor opens a case of another team
    Then it is refused, or opened with a reason, an alert and a review
