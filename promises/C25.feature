@C25 @wip
Feature: C25 Written counselling is kept with the case
  It survives the Hub account.

  Scenario: A Hub account that ends
    Given a counselling thread
    When the Hub account is erased
    Then the thread is in the case file, encrypted
