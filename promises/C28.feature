@C28
Feature: C28 Cookies and statistics follow the person's preferences
  As for the data hub. What somebody reads or watches in the Wellbeing Hub says something of their health: it is not counted.

  Scenario: All refused
    When Anna refuses and visits every page
    Then no visit is counted
    And the only cookie is the one that remembers the choice, and it says nothing by itself

  Scenario: Even with a yes, there is no record of what was read
    When Anna agrees that visits are counted
    And Anna opens articles of the Hub
    Then no visit is counted

  Scenario: Each choice stands by itself and can be changed
    Given Anna has come in from Harbour Clinic
    When Anna wants news, and nothing else
    Then Anna's choices are news and nothing else, and no browser was marked
    When Anna changes her mind about news
    Then Anna gets no news any more, and the record of both choices stays
